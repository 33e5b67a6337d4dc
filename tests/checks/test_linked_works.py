"""An entry of the reference list and its links: they name one work, or the entry is named."""

from __future__ import annotations

import pytest

from mlcia_check.checks.references.linked_works import links_elsewhere
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import EntryLink, Reference

DOI, OTHER = "10.1145/3292500.3330701", "10.1145/3292500.3330702"
PRINTED = f"J. Li. 2019. Suns. In KDD. https://doi.org/{DOI}"


def entry(text: str, *links: tuple[str, str], label: str = "1") -> Reference:
    """An entry with links, each an address and the words that it stands on."""
    made = tuple(EntryLink(address, words) for address, words in links)
    return Reference(9, Box(54, 100, 294, 110), label, f"[{label}] {text}", 7.0, 0, made)


def found(*entries: Reference) -> list[tuple[str, str]]:
    return [(reference.label, said) for reference, said in links_elsewhere(entries)]


@pytest.mark.parametrize(
    ("text", "address", "words", "said"),
    [
        (PRINTED, f"https://doi.org/{OTHER}", f"https://doi.org/{DOI}", f"{DOI} → {OTHER}"),
        (PRINTED, f"https://dl.acm.org/doi/pdf/{OTHER}?download=1", "Suns.", f"{DOI} → {OTHER}"),
        (f"J. Li. Suns. doi:{DOI}.", f"http://dx.doi.org/{OTHER}", f"{DOI}.", f"{DOI} → {OTHER}"),
        (
            "J. Li. Moons. arXiv:2201.01234, 2022.",
            "https://arxiv.org/abs/2106.09685v2",
            "arXiv:2201.01234,",
            "arXiv:2201.01234 → arXiv:2106.09685",
        ),
        (
            "J. Li. Moons. arXiv:2201.01234, 2022.",
            "https://doi.org/10.48550/arXiv.2106.09685",
            "Moons.",
            "arXiv:2201.01234 → arXiv:2106.09685",
        ),
        (
            "J. Li. 2020. Leaves. https://example.org/a",
            "https://evil.example/b",
            "https://example.org/a",
            "example.org → evil.example",
        ),
        (
            "J. Li. 2020. Leaves. www.leaves-of-trees.org/a",
            "http://login.phish-trees.net/",
            "www.leaves-of-trees.org/a",
            "leaves-of-trees.org → login.phish-trees.net",
        ),
    ],
)
def test_a_link_to_another_work_or_site_is_named(text: str, address: str, words: str, said: str) -> None:
    assert found(entry(text, (address, words))) == [("1", said)]


SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"


@pytest.mark.parametrize(
    ("text", "address", "words"),
    [
        (PRINTED, f"https://doi.org/{DOI}", f"https://doi.org/{DOI}"),
        (PRINTED, f"HTTP://DX.DOI.ORG/{DOI}.", f"https://doi.org/{DOI}"),
        (PRINTED, f"https://doi.org/https://doi.org/{DOI}", f"https://doi.org/{DOI}"),
        (PRINTED, f"https://dl.acm.org/doi/abs/{DOI}?casa_token=1", "Suns."),
        # printed in two pieces, at a place where no separator stands, or only in part
        ("J. Li. Suns. https://doi.org/10.1145/ 3292500.3330701", f"https://doi.org/{DOI}", ""),
        ("J. Li. Suns. https://doi.org/10.1145/3292 500.3330701", f"https://doi.org/{DOI}", ""),
        ("J. Li. Suns. https://doi.org/10.1145/3292-", f"https://doi.org/{DOI}", ""),
        ("J. Li. Suns. doi:10.1016/j.neuroima- ge.2019.1", "https://doi.org/10.1016/j.neuroimage.2019.1", ""),
        # a link that holds the first line of the address only
        (PRINTED, "https://doi.org/10.1145/3292500", "https://doi.org/10.1145/3292500."),
        # written by LaTeX, by a database, by hand
        ("K. Ho. doi:10.1007/978-3-319-46448-0_2", r"https://doi.org/10.1007/978-3-319-46448-0\_2", ""),
        (
            "K. Ho. doi:10.1007/978-3-319-46448-0_2",
            "https://doi.org/10.1007/978-3-319-46448-0%7B%5C_%7D2",
            "",
        ),
        ("K. Ho. doi:10.1145/a%3Cb", "https://doi.org/10.1145/a%253Cb", ""),
        (
            f"K. Ho. https://doi.org/{SICI}",
            f"https://doi.org/{SICI.replace('<', '%3C').replace('>', '%3E')}",
            "",
        ),
        (
            f"K. Ho. https://doi.org/{SICI}",
            f"https://doi.org/{SICI.replace('<', '&lt;').replace('>', '&gt;')}",
            "",
        ),
        ("K. Ho. doi:10.1109/of\ufb01ce.1", "https://doi.org/10.1109/office.1", ""),
        ("K. Ho. doi:10.1111/J.X.2", "https://onlinelibrary.wiley.com/doi/full/10.1111/j.x.2", ""),
        ("K. Ho. doi:10.1007/s1-2", "https://link.springer.com/content/pdf/10.1007/s1-2.pdf", ""),
        # arXiv: versions, its DOIs, its pages
        ("M. Om. arXiv:2201.01234v2, 2022.", "https://arxiv.org/abs/2201.01234", ""),
        ("M. Om. arXiv:2201.01234, 2022.", "https://doi.org/10.48550/ARXIV.2201.01234", ""),
        ("M. Om. doi:10.48550/arXiv.2201.01234", "http://arxiv.org/pdf/2201.01234v1.pdf", ""),
        ("M. Om. https://arxiv.org/abs/2201. 01234", "https://arxiv.org/abs/2201.01234", ""),
        ("M. Om. arXiv:2201.012 34", "https://arxiv.org/abs/2201.01234", ""),
        # no identifier on one side, or one of another kind
        ("J. Li. 2019. Suns. In KDD.", f"https://doi.org/{DOI}", "Suns."),
        (PRINTED, "https://example.org/suns.pdf", "Suns."),
        ("M. Om. Suns. arXiv:2201.01234, 2022.", f"https://doi.org/{DOI}", "Suns."),
        (PRINTED, "https://arxiv.org/abs/2201.01234", "[PDF]"),
        # addresses of one owner, forwarded, or with the shown one as a parameter
        ("A. https://www.github.com/a", "https://raw.github.io/a", "https://www.github.com/a"),
        ("A. https://bit.ly/3x", "https://example.org/a", "https://bit.ly/3x"),
        ("A. https://doi.org/x", "https://publisher.example/a", "https://doi.org/x"),
        (
            "A. https://example.org/a",
            "https://www.google.com/url?q=https://example.org/a",
            "https://example.org/a",
        ),
        ("A. https://exam ple.org/a", "https://example.org/a", "https://exam ple.org/a"),
        ("A. https://example.org/a", "https://leaves.net/b", "A. Leaves"),
        ("A. https://example.org/a", "mailto:a@leaves.net", "https://example.org/a"),
    ],
)
def test_a_link_to_what_is_printed_is_not(text: str, address: str, words: str) -> None:
    assert found(entry(text, (address, words))) == []


def test_an_entry_may_name_two_works_and_link_both() -> None:
    both = f"{PRINTED} arXiv:2201.01234"
    links = (f"https://doi.org/{DOI}", ""), ("https://arxiv.org/abs/2201.01234", "")
    assert found(entry(both, *links)) == []
    data = (f"https://doi.org/{OTHER}", "Suns."), (f"https://doi.org/{DOI}", f"https://doi.org/{DOI}")
    assert found(entry(PRINTED, *data)) == []


def numbered(number: int, leads_to: int) -> Reference:
    """Entry `number` with a DOI of its own, and a link to that of another."""
    printed, target = (f"https://doi.org/10.1145/1234500.{9000 + one}" for one in (number, leads_to))
    return entry(f"J. Li. 2019. Suns. {printed}", (target, printed), label=str(number))


def test_two_entries_whose_links_were_swapped_are_named() -> None:
    others = [numbered(number, number) for number in range(3, 9)]
    assert [label for label, _ in found(numbered(1, 2), numbered(2, 1), *others)] == ["1", "2"]


def test_links_that_all_stand_one_entry_too_low_say_nothing() -> None:
    """A program that crops or scales pages may leave the links where they were."""
    first = entry("J. Li. 2019. Suns. https://doi.org/10.1145/1234500.9001")
    assert found(first, *(numbered(number, number - 1) for number in range(2, 9))) == []
