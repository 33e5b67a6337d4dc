/* Asks PDFium about the objects and characters of a page, and returns packed records.
 *
 * The library is plain C11. It needs no header and no library of Python or PDFium: Python loads it with
 * ctypes, and gives it the addresses of PDFium's functions in a `struct pdfium`.
 *
 * Arithmetic is that of the Python path, bit for bit: compile with -ffp-contract=off and without -ffast-math.
 */

#include <stdint.h>
#include <stdlib.h>

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

/* The version of this interface. Raise it with every change of a struct or a function below, together with
 * INTERFACE_VERSION in library.py: a library of another version is not used. */
enum { VERSION = 1 };

EXPORT int mlcia_page_reader_version(void);

EXPORT int mlcia_page_reader_version(void) { return VERSION; }
