/* Asks PDFium about the objects and characters of a page, and returns packed records.
 *
 * The library is plain C11. It needs no header and no library of Python or PDFium: Python loads it with
 * ctypes, and gives it the addresses of PDFium's functions and the limits (`library.py`). The Python path
 * (`call_by_call.py`) returns the same records, bit for bit, so each comparison and each sum below stands as
 * it stands there. Compile with -ffp-contract=off and without -ffast-math.
 *
 * A record consists of slots of eight bytes, each an integer or a double, so that Python takes a column of
 * many records as one strided slice. Handles of PDFium are integers there. Colours are 0xRRGGBBAA, or -1 for
 * a pattern and for nothing.
 */

#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if FLT_EVAL_METHOD != 0
#error "doubles must be computed as doubles: excess precision would change measured values"
#endif

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

/* The version of this interface. Raise it with every change of a struct or a function below, together with
 * INTERFACE_VERSION in library.py: a library of another version is not used. */
enum { INTERFACE_VERSION = 6 };

/* Kinds of page objects, as FPDFPageObj_GetType numbers them. */
enum { TEXT = 1, PATH = 2, IMAGE = 3, SHADING = 4, FORM = 5 };

struct matrix { /* FS_MATRIX: x' = a x + c y + e, y' = b x + d y + f */
    float a, b, c, d, e, f;
};

struct rect { /* FS_RECTF */
    float left, top, right, bottom;
};

struct pdfium { /* addresses of PDFium's functions, in the order of FUNCTIONS in library.py */
    int (*page_count_objects)(void *page);
    void *(*page_get_object)(void *page, int index);
    int (*object_type)(void *item);
    int (*object_bounds)(void *item, float *left, float *bottom, float *right, float *top);
    int (*object_matrix)(void *item, struct matrix *matrix);
    int (*object_count_marks)(void *item);
    int (*object_has_transparency)(void *item);
    int (*object_fill)(void *item, unsigned *red, unsigned *green, unsigned *blue, unsigned *alpha);
    int (*object_stroke)(void *item, unsigned *red, unsigned *green, unsigned *blue, unsigned *alpha);
    void *(*object_clip_path)(void *item);
    int (*clip_count_paths)(void *paths);
    int (*clip_count_segments)(void *paths, int path);
    void *(*clip_get_segment)(void *paths, int path, int index);
    int (*segment_point)(void *segment, float *x, float *y);
    int (*path_draw_mode)(void *item, int *fill_mode, int *is_stroked);
    int (*form_count_objects)(void *item);
    void *(*form_get_object)(void *item, unsigned long index);
    int (*text_size)(void *item, float *size);
    int (*text_mode)(void *item);
    void *(*text_font)(void *item);
    void *(*character_object)(void *text, int index);
    int (*character_is_unmapped)(void *text, int index);
    int (*characters)(void *text, int start, int count, uint16_t *units);
    int (*character_box)(void *text, int index, double *left, double *right, double *bottom, double *top);
    int (*character_loose_box)(void *text, int index, struct rect *box);
};

struct limits { /* as _Limits in library.py */
    int64_t objects_max;
    int64_t objects_counted_max;
    int64_t form_depth_max;
    int64_t clip_segments_max;
    int64_t line_min_characters;
    int64_t line_max_characters;
    double coordinate_max_bp;
    double page_side_max_bp;
    double large_ink_min_bp;
};

struct text_object { /* TEXT_SLOTS in library.py */
    int64_t item;
    int64_t font;
    int64_t form;   /* number of the outermost form around it, 0 if it is the page's own */
    int64_t within; /* place of the innermost form around it in the list of forms, counted from 1 */
    int64_t order;
    int64_t fill;
    int64_t mode;
    int64_t marks;
    int64_t is_transparent;
    int64_t clip;     /* place in the list of clips, counted from 1; 0 if the whole object is shown */
    int64_t is_plain; /* upright and of a measurable size: the last three slots are set */
    double a, b, c, d, x, y; /* the matrix, as viewed */
    double nominal;          /* the nominal size, above 0 */
    double left, bottom, right, top;
    double size, stretch, upright;
};

struct ink_object { /* INK_SLOTS in library.py */
    int64_t item;
    int64_t kind;
    int64_t form, within, order;
    int64_t fill, stroke;
    int64_t clip;
    double left, bottom, right, top;
};

struct form_object { /* FORM_SLOTS in library.py */
    int64_t item;
    int64_t within; /* the form around it */
    int64_t number; /* of the outermost form around it, or its own */
    int64_t marks;
    int64_t clip; /* place in the list of clips, even if it shows the whole form */
};

struct box {
    double left, bottom, right, top;
};

struct clip { /* CLIP_SLOTS in library.py */
    struct box box;
    int64_t is_odd;
    int64_t segments;
};

struct stretch { /* STRETCH_SLOTS in library.py: successive characters of one text object */
    int64_t start, end;
    int64_t item;
    int64_t is_unmapped;
    int64_t units_start, units_end; /* its text among the code units */
    int64_t text_start, text_end;   /* its text among the characters; -1 in the middle of a character */
};

struct line { /* LINE_SLOTS in library.py */
    int64_t start, end;
};

/* A list that grows. All of its items have the same size. */
struct list {
    char *items;
    size_t count, room;
};

struct page_objects { /* _Objects in library.py */
    struct list texts, inks, forms, clips;
    int64_t last;       /* the order of the last object */
    int64_t form_count; /* the number of outermost forms */
};

struct page_text { /* _Text in library.py */
    struct list stretches, lines;
    struct list units; /* UTF-16 code units */
};

/* Return room for one more item of `size` bytes, zeroed; NULL if memory is exhausted. */
static void *added(struct list *list, size_t size)
{
    if (list->count == list->room) {
        size_t room = list->room ? 2 * list->room : 64;
        char *items;
        if (room > SIZE_MAX / 2 / size)
            return NULL;
        items = realloc(list->items, room * size);
        if (!items)
            return NULL;
        list->items = items;
        list->room = room;
    }
    return memset(list->items + list->count++ * size, 0, size);
}

/* Python's min and max of two numbers: the first one, unless the second is less or greater. */
static double least(double one, double other) { return other < one ? other : one; }
static double greatest(double one, double other) { return other > one ? other : one; }

/* A coordinate within bounds; NaN becomes a place off the page (`place` in limits.py). */
static double placed(const struct limits *limits, double value)
{
    return greatest(-limits->coordinate_max_bp, least(limits->coordinate_max_bp, value));
}

static int is_between(double value, double reach) { return -reach < value && value < reach; }

/* The upright box around the image of a box, within bounds (`viewed` in matrix.py). */
static struct box viewed(const struct limits *limits, const double *m, double left, double bottom,
                         double right, double top)
{
    double x0, y0, x1, y1;
    if (m[1] == 0.0 && m[2] == 0.0) {
        double from_x = m[0] * left + m[4], to_x = m[0] * right + m[4];
        double from_y = m[3] * bottom + m[5], to_y = m[3] * top + m[5];
        x0 = least(from_x, to_x), x1 = greatest(from_x, to_x);
        y0 = least(from_y, to_y), y1 = greatest(from_y, to_y);
    } else {
        const double xs[] = {left, left, right, right}, ys[] = {bottom, top, bottom, top};
        x0 = x1 = m[0] * xs[0] + m[2] * ys[0] + m[4];
        y0 = y1 = m[1] * xs[0] + m[3] * ys[0] + m[5];
        for (int corner = 1; corner < 4; corner++) {
            double x = m[0] * xs[corner] + m[2] * ys[corner] + m[4];
            double y = m[1] * xs[corner] + m[3] * ys[corner] + m[5];
            x0 = least(x0, x), x1 = greatest(x1, x);
            y0 = least(y0, y), y1 = greatest(y1, y);
        }
    }
    x0 = placed(limits, x0), y0 = placed(limits, y0), x1 = placed(limits, x1), y1 = placed(limits, y1);
    return (struct box){least(x0, x1), least(y0, y1), greatest(x0, x1), greatest(y0, y1)};
}

/* The part that two boxes share; right < left or top < bottom if they share nothing. */
static struct box met(struct box one, struct box other)
{
    return (struct box){greatest(one.left, other.left), greatest(one.bottom, other.bottom),
                        least(one.right, other.right), least(one.top, other.top)};
}

struct walk {
    const struct pdfium *pdfium;
    const struct limits *limits;
    struct page_objects *found;
};

/* What is around an object: the transform of its space to the page as viewed, and the forms. */
struct around {
    double view[6];
    int64_t clip, form, within;
    int is_transparent;
};

static struct box bounds_of(const struct walk *walk, void *item, const double *m)
{
    const double near = walk->limits->coordinate_max_bp / 4;
    float left = 0, bottom = 0, right = 0, top = 0;
    if (!walk->pdfium->object_bounds(item, &left, &bottom, &right, &top))
        return (struct box){0.0, 0.0, 0.0, 0.0};
    if (m[1] == 0.0 && m[2] == 0.0 && m[0] > 0.0 && m[3] > 0.0) {
        double x0 = left * m[0] + m[4], y0 = bottom * m[3] + m[5];
        double x1 = right * m[0] + m[4], y1 = top * m[3] + m[5];
        if (is_between(x0, near) && is_between(x1, near) && is_between(y0, near) && is_between(y1, near))
            return (struct box){x0, y0, x1, y1};
    }
    return viewed(walk->limits, m, left, bottom, right, top);
}

static int64_t colour(int is_found, unsigned red, unsigned green, unsigned blue, unsigned alpha)
{
    if (!is_found)
        return -1;
    return (int64_t)((uint64_t)red << 24 | (uint64_t)green << 16 | (uint64_t)blue << 8 | alpha);
}

static int64_t fill_of(const struct pdfium *pdfium, void *item)
{
    unsigned red = 0, green = 0, blue = 0, alpha = 0;
    int is_found = pdfium->object_fill(item, &red, &green, &blue, &alpha);
    return colour(is_found, red, green, blue, alpha);
}

static int64_t stroke_of(const struct pdfium *pdfium, void *item)
{
    unsigned red = 0, green = 0, blue = 0, alpha = 0;
    int is_found = pdfium->object_stroke(item, &red, &green, &blue, &alpha);
    return colour(is_found, red, green, blue, alpha);
}

enum { RECTANGLE_MAX_POINTS = 5 };

/* Return the number of different values. NaN differs from everything. */
static int distinct(const double *values, int count)
{
    int found = 0;
    for (int at = 0; at < count; at++) {
        int is_new = 1;
        for (int before = 0; before < at; before++)
            is_new &= values[before] != values[at];
        found += is_new;
    }
    return found;
}

/* Return whether the points walk once around an upright rectangle (`_is_rectangle` in clipping.py). */
static int is_rectangle(const double *xs, const double *ys, int count)
{
    int corners = 0;
    if (count > RECTANGLE_MAX_POINTS || distinct(xs, count) > 2 || distinct(ys, count) > 2)
        return 0;
    for (int at = 0; at < count; at++) {
        int is_new = 1;
        for (int before = 0; before < at; before++)
            is_new &= xs[before] != xs[at] || ys[before] != ys[at];
        corners += is_new;
        if (at && xs[at - 1] != xs[at] && ys[at - 1] != ys[at])
            return 0;
    }
    return corners <= 4;
}

/* Apply one clipping path of at most `clip_segments_max` segments to a clip; `has_clip`: there is one. */
static void apply_path(const struct walk *walk, void *paths, int path, int segments, const double *view,
                       struct clip *clip, int has_clip)
{
    const struct pdfium *pdfium = walk->pdfium;
    double xs[RECTANGLE_MAX_POINTS], ys[RECTANGLE_MAX_POINTS];
    double left = 0.0, bottom = 0.0, right = 0.0, top = 0.0;
    float x = 0, y = 0;
    struct box box;
    int is_odd;
    for (int index = 0; index < segments; index++) {
        /* A segment without a point leaves the one before. */
        pdfium->segment_point(pdfium->clip_get_segment(paths, path, index), &x, &y);
        if (index < RECTANGLE_MAX_POINTS) {
            xs[index] = x;
            ys[index] = y;
        }
        left = index ? least(left, x) : x;
        bottom = index ? least(bottom, y) : y;
        right = index ? greatest(right, x) : x;
        top = index ? greatest(top, y) : y;
    }
    box = viewed(walk->limits, view, left, bottom, right, top);
    is_odd = !is_rectangle(xs, ys, segments);
    clip->box = has_clip ? met(clip->box, box) : box;
    clip->is_odd |= is_odd;
    clip->segments += is_odd ? segments : 0;
}

static const struct clip *clip_at(const struct walk *walk, int64_t place)
{
    return (const struct clip *)walk->found->clips.items + (place - 1);
}

/* Write the place of the clip of an object's own paths and those around it. Return 0 without memory. */
static int clip_of(struct walk *walk, void *item, const struct around *around, int64_t *place)
{
    const struct pdfium *pdfium = walk->pdfium;
    void *paths = pdfium->object_clip_path(item);
    int count = pdfium->clip_count_paths(paths);
    int has_clip = around->clip != 0;
    struct clip clip = {{0.0, 0.0, 0.0, 0.0}, 0, 0};
    struct list *clips = &walk->found->clips;
    struct clip *kept;
    *place = around->clip;
    if (count <= 0)
        return 1;
    if (has_clip)
        clip = *clip_at(walk, around->clip);
    for (int path = 0; path < count; path++) {
        int segments = pdfium->clip_count_segments(paths, path);
        if (segments <= 0)
            continue;
        if (segments <= walk->limits->clip_segments_max) {
            apply_path(walk, paths, path, segments, around->view, &clip, has_clip);
        } else {
            const double side = walk->limits->page_side_max_bp;
            if (!has_clip)
                clip.box = (struct box){-side, -side, side, side};
            clip.is_odd = 1;
            clip.segments += segments;
        }
        has_clip = 1;
    }
    if (!has_clip)
        return 1;
    /* Word and Cairo clip one object after another to the same box. */
    if (clips->count && !memcmp(clip_at(walk, (int64_t)clips->count), &clip, sizeof clip)) {
        *place = (int64_t)clips->count;
        return 1;
    }
    kept = added(clips, sizeof *kept);
    if (!kept)
        return 0;
    *kept = clip;
    *place = (int64_t)clips->count;
    return 1;
}

/* Return the place of a clip, or 0 if it is no more than a box around the whole object. */
static int64_t clip_that_cuts(const struct walk *walk, int64_t place, struct box box)
{
    const struct clip *clip;
    if (!place)
        return 0;
    clip = clip_at(walk, place);
    return !clip->is_odd && box.left <= box.right && box.bottom <= box.top && box.left >= clip->box.left &&
                   box.right <= clip->box.right && box.bottom >= clip->box.bottom && box.top <= clip->box.top
               ? 0
               : place;
}

/* Write the transform that applies a matrix, then `second` (`then` in matrix.py). */
static void then(const struct matrix *first, const double *second, double *both)
{
    const double a = first->a, b = first->b, c = first->c, d = first->d, e = first->e, f = first->f;
    both[0] = a * second[0] + b * second[2];
    both[1] = a * second[1] + b * second[3];
    both[2] = c * second[0] + d * second[2];
    both[3] = c * second[1] + d * second[3];
    both[4] = e * second[0] + f * second[2] + second[4];
    both[5] = e * second[1] + f * second[3] + second[5];
}

/* Write the matrix and the size of a text object as viewed; its shape only if it is plain. */
static void measure_text(const struct walk *walk, void *item, const double *view, struct text_object *text)
{
    const double near = walk->limits->coordinate_max_bp / 4;
    struct matrix m = {0, 0, 0, 0, 0, 0};
    float size = 0;
    double both[6];
    walk->pdfium->text_size(item, &size);
    walk->pdfium->object_matrix(item, &m);
    if (view[1] == 0.0 && view[2] == 0.0) {
        both[0] = m.a * view[0], both[1] = m.b * view[3];
        both[2] = m.c * view[0], both[3] = m.d * view[3];
        both[4] = m.e * view[0] + view[4], both[5] = m.f * view[3] + view[5];
    } else {
        then(&m, view, both);
    }
    text->nominal = size;
    if (text->nominal < 0.0) {
        for (int at = 0; at < 4; at++)
            both[at] = -both[at];
        text->nominal = -text->nominal;
    }
    text->a = both[0], text->b = both[1], text->c = both[2], text->d = both[3];
    text->x = both[4], text->y = both[5];
    if (text->b == 0.0 && text->a > 0.0) {
        text->upright = fabs(text->a * text->d - text->b * text->c) / text->a;
        text->size = text->nominal * text->upright;
        text->stretch = text->upright != 0.0 ? text->a / text->upright : 0.0;
        text->is_plain = is_between(text->x, near) && is_between(text->y, near) && text->size < near;
    }
}

static int keep_text(struct walk *walk, void *item, const struct around *around)
{
    const struct pdfium *pdfium = walk->pdfium;
    struct page_objects *found = walk->found;
    struct text_object *text;
    struct box box;
    int64_t clip;
    if ((int64_t)found->texts.count >= walk->limits->objects_max) {
        found->last++;
        return 1;
    }
    text = added(&found->texts, sizeof *text);
    if (!text)
        return 0;
    text->item = (intptr_t)item;
    text->font = (intptr_t)pdfium->text_font(item);
    text->form = around->form;
    text->within = around->within;
    text->order = ++found->last;
    text->fill = fill_of(pdfium, item);
    text->mode = pdfium->text_mode(item);
    text->marks = pdfium->object_count_marks(item);
    text->is_transparent = around->is_transparent || pdfium->object_has_transparency(item);
    measure_text(walk, item, around->view, text);
    box = bounds_of(walk, item, around->view);
    text->left = box.left, text->bottom = box.bottom, text->right = box.right, text->top = box.top;
    if (!clip_of(walk, item, around, &clip))
        return 0;
    text->clip = clip_that_cuts(walk, clip, box);
    return 1;
}

static int keep_ink(struct walk *walk, void *item, int kind, const struct around *around)
{
    const struct pdfium *pdfium = walk->pdfium;
    struct page_objects *found = walk->found;
    int64_t fill = -1, stroke = -1, clip = around->clip;
    struct ink_object *ink;
    struct box box;
    if (found->last >= walk->limits->objects_max) {
        found->last++;
        return 1;
    }
    if (kind == PATH) {
        int fill_mode = 0, is_stroked = 0;
        pdfium->path_draw_mode(item, &fill_mode, &is_stroked);
        if (!fill_mode && !is_stroked)
            return 1;
        if (fill_mode)
            fill = fill_of(pdfium, item);
        if (is_stroked)
            stroke = stroke_of(pdfium, item);
    }
    box = bounds_of(walk, item, around->view);
    /* Only large ink is asked for its own clip; the thousands of marks of a plot are not. */
    if (greatest(box.right - box.left, box.top - box.bottom) >= walk->limits->large_ink_min_bp &&
        !clip_of(walk, item, around, &clip))
        return 0;
    ink = added(&found->inks, sizeof *ink);
    if (!ink)
        return 0;
    ink->item = (intptr_t)item;
    ink->kind = kind;
    ink->form = around->form;
    ink->within = around->within;
    ink->order = ++found->last;
    ink->fill = fill;
    ink->stroke = stroke;
    ink->clip = clip_that_cuts(walk, clip, box);
    ink->left = box.left, ink->bottom = box.bottom, ink->right = box.right, ink->top = box.top;
    return 1;
}

static int visit(struct walk *walk, void *item, const struct around *around, int64_t depth);

/* Visit the objects of a form XObject. It calls itself at most `form_depth_max` times. */
static int enter(struct walk *walk, void *item, const struct around *around, int64_t depth)
{
    const struct pdfium *pdfium = walk->pdfium;
    struct page_objects *found = walk->found;
    struct matrix matrix = {0, 0, 0, 0, 0, 0};
    struct around inside = *around;
    struct form_object *form;
    int count;
    if (depth >= walk->limits->form_depth_max || found->last >= walk->limits->objects_counted_max)
        return 1;
    if (!clip_of(walk, item, around, &inside.clip))
        return 0;
    form = added(&found->forms, sizeof *form);
    if (!form)
        return 0;
    if (!around->form)
        inside.form = ++found->form_count;
    inside.within = (int64_t)found->forms.count;
    form->item = (intptr_t)item;
    form->within = around->within;
    form->number = inside.form;
    form->marks = pdfium->object_count_marks(item);
    form->clip = inside.clip;
    pdfium->object_matrix(item, &matrix);
    then(&matrix, around->view, inside.view);
    inside.is_transparent = around->is_transparent || pdfium->object_has_transparency(item);
    count = pdfium->form_count_objects(item);
    for (int index = 0; index < count && found->last < walk->limits->objects_counted_max; index++)
        if (!visit(walk, pdfium->form_get_object(item, (unsigned long)index), &inside, depth + 1))
            return 0;
    return 1;
}

/* Visit one object. Return 0 if memory is exhausted. */
static int visit(struct walk *walk, void *item, const struct around *around, int64_t depth)
{
    int kind = walk->pdfium->object_type(item);
    switch (kind) {
    case TEXT:
        return keep_text(walk, item, around);
    case FORM:
        return enter(walk, item, around, depth);
    case PATH:
    case IMAGE:
    case SHADING:
        return keep_ink(walk, item, kind, around);
    default:
        return 1;
    }
}

/* Return the first index after `start` that is not `item`'s, at most `end`; `step` is a guess at the length.
 * The characters of an object stand together, so the end is searched in growing steps. */
static int64_t end_of_stretch(const struct pdfium *pdfium, void *text, void *item, int64_t start, int64_t end,
                              int64_t step)
{
    int64_t inside = start, outside = end, probe = start + step;
    while (probe < outside) {
        if (pdfium->character_object(text, (int)probe) == item) {
            inside = probe;
            step *= 2;
            probe += step;
        } else {
            outside = probe;
        }
    }
    while (outside - inside > 1) {
        int64_t middle = (inside + outside) / 2;
        if (pdfium->character_object(text, (int)middle) == item)
            inside = middle;
        else
            outside = middle;
    }
    return outside;
}

/* Return where the line after `start` ends: PDFium inserts a carriage return there. */
static int64_t end_of_line(const uint16_t *units, int64_t start, int64_t count)
{
    int64_t at = start;
    while (units && at < count && units[at] != '\r')
        at++;
    return units && at > start ? at : count;
}

static int keep_line(struct page_text *found, int64_t start, int64_t end)
{
    struct line *line = added(&found->lines, sizeof *line);
    if (!line)
        return 0;
    line->start = start;
    line->end = end;
    return 1;
}

/* Read the text of a stretch. Return 0 if memory is exhausted. */
static int keep_units(const struct pdfium *pdfium, void *text, struct stretch *stretch, struct list *units)
{
    /* PDFium writes at most one unit a character and a zero; twice of that costs nothing. */
    const size_t most = 2 * ((size_t)(stretch->end - stretch->start) + 1);
    int written;
    if (units->room - units->count < most) {
        size_t room = 2 * units->room + most;
        char *items = realloc(units->items, room * sizeof(uint16_t));
        if (!items)
            return 0;
        units->items = items;
        units->room = room;
    }
    stretch->units_start = (int64_t)units->count;
    written = pdfium->characters(text, (int)stretch->start, (int)(stretch->end - stretch->start),
                                 (uint16_t *)units->items + units->count);
    if (written > 1)
        units->count += (size_t)written - 1 < most ? (size_t)written - 1 : most;
    stretch->units_end = (int64_t)units->count;
    return 1;
}

/* Code units that were counted: `at` of them make `at - pairs` characters. */
struct counted {
    const uint16_t *units;
    int64_t count, at, pairs;
};

/* Count on to a code unit, and return how many characters are before it; -1 if it is in the middle of one.
 * A character beyond U+FFFF takes two code units: a high and a low surrogate. */
static int64_t characters_before(struct counted *counted, int64_t unit)
{
    while (counted->at < unit) {
        const uint16_t *at = counted->units + counted->at;
        int is_pair = (at[0] & 0xFC00) == 0xD800 && counted->at + 1 < counted->count &&
                      (at[1] & 0xFC00) == 0xDC00;
        counted->at += 1 + is_pair;
        counted->pairs += is_pair;
    }
    return counted->at == unit ? unit - counted->pairs : -1;
}

/* Share out the characters of a page to its text objects. Return 0 if memory is exhausted. */
static int share_out(const struct pdfium *pdfium, const struct limits *limits, void *text,
                     const uint16_t *units, int64_t count, struct page_text *found)
{
    int64_t start = 0, step = 32, line_end = 0;
    int is_line = 0;
    while (start < count) {
        void *item = pdfium->character_object(text, (int)start);
        struct stretch *stretch;
        int64_t end;
        if (!item) {
            start++;
            continue;
        }
        if (start >= line_end) {
            line_end = end_of_line(units, start, count);
            /* If PDFium does not separate lines, each object that is long enough counts as one. */
            is_line = line_end - start < limits->line_max_characters;
            if (is_line && line_end - start >= limits->line_min_characters &&
                !keep_line(found, start, line_end))
                return 0;
        }
        /* Most objects fill the rest of their line: one call settles those. */
        if (line_end - 1 > start && pdfium->character_object(text, (int)(line_end - 1)) == item)
            end = line_end;
        else
            end = end_of_stretch(pdfium, text, item, start, line_end, step);
        if (!is_line && end - start >= limits->line_min_characters && !keep_line(found, start, end))
            return 0;
        stretch = added(&found->stretches, sizeof *stretch);
        if (!stretch)
            return 0;
        stretch->start = start;
        stretch->end = end;
        stretch->item = (intptr_t)item;
        stretch->is_unmapped = pdfium->character_is_unmapped(text, (int)start) == 1;
        stretch->units_start = start;
        stretch->units_end = end;
        if (!units && !keep_units(pdfium, text, stretch, &found->units))
            return 0;
        step = end - start > 2 ? end - start - 1 : 1;
        start = end;
    }
    return 1;
}

EXPORT int mlcia_page_reader_version(void);
EXPORT struct page_objects *mlcia_read_objects(const struct pdfium *pdfium, const struct limits *limits,
                                               void *page, const double *view);
EXPORT void mlcia_free_objects(struct page_objects *found);
EXPORT struct page_text *mlcia_read_text(const struct pdfium *pdfium, const struct limits *limits, void *text,
                                         const uint16_t *units, int count);
EXPORT void mlcia_free_text(struct page_text *found);
EXPORT void mlcia_character_boxes(const struct pdfium *pdfium, void *text, const int32_t *places, int count,
                                  int is_loose, double *boxes, uint8_t *is_known);
EXPORT void mlcia_character_objects(const struct pdfium *pdfium, void *text, int count, uint64_t *items);

EXPORT int mlcia_page_reader_version(void) { return INTERFACE_VERSION; }

/* Return all objects of a page in painting order, with its forms entered; NULL if memory is exhausted.
 * `view` is the transform to the page as viewed. The caller frees the result. */
EXPORT struct page_objects *mlcia_read_objects(const struct pdfium *pdfium, const struct limits *limits,
                                               void *page, const double *view)
{
    struct page_objects *found = calloc(1, sizeof *found);
    struct walk walk = {pdfium, limits, found};
    struct around around = {{0.0}, 0, 0, 0, 0};
    int count;
    if (!found)
        return NULL;
    memcpy(around.view, view, sizeof around.view);
    count = pdfium->page_count_objects(page);
    for (int index = 0; index < count && found->last < limits->objects_counted_max; index++)
        if (!visit(&walk, pdfium->page_get_object(page, index), &around, 0)) {
            mlcia_free_objects(found);
            return NULL;
        }
    return found;
}

EXPORT void mlcia_free_objects(struct page_objects *found)
{
    free(found->texts.items);
    free(found->inks.items);
    free(found->forms.items);
    free(found->clips.items);
    free(found);
}

/* Return which characters of a page belong to which text object; NULL if memory is exhausted.
 * `units` are the UTF-16 code units of its `count` characters. If some characters have none, it is NULL, and
 * the text of each stretch is read alone. The caller frees the result. */
EXPORT struct page_text *mlcia_read_text(const struct pdfium *pdfium, const struct limits *limits, void *text,
                                         const uint16_t *units, int count)
{
    struct page_text *found = calloc(1, sizeof *found);
    struct counted counted = {units, count, 0, 0};
    if (!found)
        return NULL;
    if (!share_out(pdfium, limits, text, units, count, found)) {
        mlcia_free_text(found);
        return NULL;
    }
    if (!units) {
        counted.units = (const uint16_t *)found->units.items;
        counted.count = (int64_t)found->units.count;
    }
    for (size_t at = 0; at < found->stretches.count; at++) {
        struct stretch *stretch = (struct stretch *)found->stretches.items + at;
        stretch->text_start = characters_before(&counted, stretch->units_start);
        stretch->text_end = characters_before(&counted, stretch->units_end);
    }
    return found;
}

EXPORT void mlcia_free_text(struct page_text *found)
{
    free(found->stretches.items);
    free(found->lines.items);
    free(found->units.items);
    free(found);
}

/* Write the box of each of `count` characters, and whether PDFium knows it. A box is left, bottom, right, top:
 * four doubles. A loose box has the full advance and line height, the others are the outlines'. */
EXPORT void mlcia_character_boxes(const struct pdfium *pdfium, void *text, const int32_t *places, int count,
                                  int is_loose, double *boxes, uint8_t *is_known)
{
    for (int at = 0; at < count; at++) {
        struct box box = {0.0, 0.0, 0.0, 0.0};
        if (is_loose) {
            struct rect rect = {0, 0, 0, 0};
            is_known[at] = pdfium->character_loose_box(text, places[at], &rect) != 0;
            box = (struct box){rect.left, rect.bottom, rect.right, rect.top};
        } else {
            is_known[at] = pdfium->character_box(text, places[at], &box.left, &box.right, &box.bottom,
                                                 &box.top) != 0;
        }
        memcpy(boxes + 4 * (size_t)at, &box, sizeof box);
    }
}

/* Write the text object of each of the `count` characters of a page, 0 for a character that PDFium added. */
EXPORT void mlcia_character_objects(const struct pdfium *pdfium, void *text, int count, uint64_t *items)
{
    for (int at = 0; at < count; at++)
        items[at] = (uintptr_t)pdfium->character_object(text, at);
}
