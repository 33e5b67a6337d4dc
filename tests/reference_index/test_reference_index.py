"""The index of works: built from DBLP's XML without trusting it, and reference lists looked up in it."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest

from mlcia_check.checks.references.reference_impossible import Params
from mlcia_check.errors import UsageProblem
from mlcia_check.model.answers import Breach, Doubt
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Reference
from mlcia_check.reference_index.build import build
from mlcia_check.reference_index.dblp import PublishedWork, works
from mlcia_check.reference_index.index import Index, opened
from mlcia_check.reference_index.lists import answers, judged
from tests.cli.test_cli import run
from tests.fixtures_table import fixture

TITLE = "Practical Attacks on Leaking Language Models"
HEAD = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE dblp SYSTEM "dblp-2025.dtd">\n<dblp>\n'
DBLP = (
    HEAD
    + """<article mdate="2020-01-01" key="journals/jacm/Erdos20">
<author>Paul Erd&ouml;s 0001</author><author orcid="0000-0000-0000-0000">Wei Wang 0042</author>
<title>Counting <i>H<sub>2</sub></i>-free Graphs: A Survey of Everything that Grows.</title>
<pages>1-20</pages><year>2020</year><volume>67</volume><journal>J. ACM</journal>
<ee>https://doi.org/10.1145/1234567</ee></article>
<inproceedings key="conf/ccs/Li19"><author>Jun Li</author><author>Ana Ruiz</author><author>Max Frei</author>
<title>Practical Attacks on Leaking Language Models.</title><year>2019</year>
<booktitle>CCS</booktitle></inproceedings>
<proceedings key="conf/sigcomm/2016"><editor>Eva Rot</editor>
<title>Proceedings of the 2016 ACM SIGCOMM Conference, Rio, Brazil.</title><year>2016</year></proceedings>
<www key="homepages/1"><author>Nobody</author><title>Home Page</title></www>
</dblp>
"""
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("index")
    (folder / "dblp.xml.gz").write_bytes(gzip.compress(DBLP.encode("latin-1")))
    assert build(str(folder / "dblp.xml.gz"), str(folder / "dblp.index")) == 3
    assert sorted(path.name for path in folder.iterdir()) == ["dblp.index", "dblp.xml.gz"]
    return str(folder / "dblp.index")


def written(path: Path, text: str) -> str:
    path.write_text(text, encoding="latin-1")
    return str(path)


def test_works_are_read_with_letters_of_the_dtd_and_without_marks_of_homonyms(tmp_path: Path) -> None:
    first, second, third = works(written(tmp_path / "dblp.xml", DBLP))
    assert first == PublishedWork(
        "Counting H2-free Graphs: A Survey of Everything that Grows",
        ("Paul Erdös", "Wei Wang"),
        2020,
        "J. ACM",
        "10.1145/1234567",
    )
    assert (second.venue, second.authors) == ("CCS", ("Jun Li", "Ana Ruiz", "Max Frei"))
    assert third.venue == "Proceedings of the 2016 ACM SIGCOMM Conference"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "<!DOCTYPE dblp [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><dblp>&b;</dblp>",
            "entities of its own",
        ),
        ("<!DOCTYPE dblp [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><dblp>&a;</dblp>", "entities of its own"),
        (HEAD + "<article><title>cut", "not DBLP's XML"),
        ("no XML at all", "not DBLP's XML"),
        (HEAD + "</dblp>", "holds no works"),
    ],
)
def test_a_file_that_is_not_dblp_s_is_refused_and_leaves_nothing(
    tmp_path: Path, text: str, said: str
) -> None:
    file = written(tmp_path / "dblp.xml", text)
    with pytest.raises(UsageProblem, match=said):
        build(file, str(tmp_path / "index"))
    assert [path.name for path in tmp_path.iterdir()] == ["dblp.xml"]


def test_a_cut_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dblp.xml.gz").write_bytes(gzip.compress(DBLP.encode("latin-1"))[:200])
    with pytest.raises(UsageProblem):
        build(str(tmp_path / "dblp.xml.gz"), str(tmp_path / "index"))


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    record = DBLP[len(HEAD) : DBLP.index("<inproceedings")]

    def peak(records: int) -> int:
        file = written(tmp_path / f"{records}.xml", HEAD + record * records + "</dblp>")
        tracemalloc.start()
        try:
            assert sum(1 for _ in works(file)) == records
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(20_000) < 1.5 * peak(2_000)
    huge = written(
        tmp_path / "huge.xml",
        f"{HEAD}<article><title>{'a' * 5_000_000}</title><year>2020</year></article></dblp>",
    )
    [work] = works(huge)
    assert len(work.title) < 1_100_000


@pytest.mark.parametrize(
    "entry",
    [
        f"[1] Jun Li, Ana Ruiz, and Max Frei. 2019. {TITLE}. In CCS. 1-9.",
        "[1] J. Li, A. Ruiz, M. Frei, “Practical attacks on leaking language models,” in Proc. CCS, 2019.",
        "1. Li, J., Ruiz, A., Frei, M.: Practical At- tacks on Leaking Lan- guage Models. In: CCS (2019)",
        "[1] Jun Li et al. Practical attacks on leaking language models. arXiv preprint, 2018.",
        "[1] Jun Li and Ana Ruiz. 2019. Practical Attaks on Leaking Language Models. In CCS.",
        "P. Erdős and W. Wang. 2020. Counting H2-free graphs. J. ACM 67 (2020). https://doi.org/10.1145/1234567",
        "Jun Li. 2021. A blog post about models. Retrieved May 2021 from https://example.org/CCS",
        "Max Frei. 1999. A Book About CCS. PhD thesis, A University.",
        "Max Frei. 1999. A paper in a venue that the index lacks. In Proc. of Nowhere. 1-9.",
    ],
)
def test_a_good_entry_is_not_named(index: str, entry: str) -> None:
    with opened(index) as base:
        assert judged(entry, base) == ("", "")


@pytest.mark.parametrize(
    ("entry", "case", "said"),
    [
        (f"[1] Eva Rot and Bo Grau. 2019. {TITLE}. In CCS.", "other-authors", "Li"),
        (f"[1] Jun Li, Ana Ruiz. 2011. {TITLE}. In CCS.", "other-year", "2011 ≠ 2019"),
        (f"[1] Jun Li, Ana Ruiz. 2019. {TITLE.replace(' on ', ' against ')}. In CCS.", "other-title", TITLE),
        ("[1] Jun Li. 2020. Suns and Moons. J. ACM. doi:10.1145/1234567", "other-work", "Counting"),
        ("[1] Jun Li, Ana Ruiz. 2019. Suns and Moons of Federated Classifiers. In CCS. 1-9.", "unknown", ""),
        ("[1] Jun Li. 2019. Suns and Moons of Classes. In Proc. 2020 ACM SIGCOMM Conference.", "unknown", ""),
    ],
)
def test_an_invented_entry_is_named(index: str, entry: str, case: str, said: str) -> None:
    with opened(index) as base:
        assert judged(entry, base)[0] == case
        assert said in judged(entry, base)[1]


def test_four_entries_without_a_match_are_for_a_person(index: str) -> None:
    references = [
        Reference(
            2, Box(0, 0, 1, 1), str(n), f"[{n}] Jun Li. 2019. Suns and Moons of Kind {n}. In CCS. 1-9.", 8.0
        )
        for n in range(1, 5)
    ]
    params = Params(first_year=1450, latest_year=2027, unknown=4)
    with opened(index) as base:
        [few] = answers(references[:3], base, params)
        [many] = answers(references, base, params)
    assert isinstance(few, Breach)
    assert (few.case, few.measured) == ("unknown", 3)
    assert isinstance(many, Doubt)
    assert (many.case, many.grave, many.measured) == ("unknown", True, 4)


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no index")
    for file in ("text", "nowhere"):
        with pytest.raises(UsageProblem, match="is not an index"):
            Index(str(tmp_path / file))


def test_the_commands_build_an_index_and_look_references_up(tmp_path: Path) -> None:
    file, made = written(tmp_path / "dblp.xml", DBLP), tmp_path / "dblp.index"
    code, out, _ = run("references", "build", file, "-o", made)
    assert (code, out) == (0, f"{made}: 3 works\n")
    paper = fixture("uncited")
    alone = run("check", paper, "--lang", "en", "--format", "json")
    looked_up = run("check", paper, "--lang", "en", "--format", "json", "--references-db", made)
    # None of its invented venues is one of the index.
    assert looked_up[:2] == alone[:2]
    code, _, err = run("check", paper, "--references-db", file, "--lang", "en")
    assert code == 2
    assert "is not an index of references" in err
