"""The tests that `pytest -m "not slow"` leaves out: what starts programs or reads many papers.

`pytest --durations=60` shows which tests take longest. The list is short on purpose: a folder or a file
stands here as a whole where most of its tests are slow.
"""

from __future__ import annotations

from typing import Final

SLOW: Final = (
    "batch/",
    "checks/test_anonymity.py",
    "checks/test_file_and_type.py",
    "checks/test_layout.py",
    "checks/test_moved_pages.py",
    "checks/test_spacing_squeeze.py",
    "cli/test_cli.py",
    "cli/test_completion.py",
    "cli/test_settings.py",
    "cli/test_source.py",
    "drafting/test_commands.py",
    "drafting/test_from_pdf.py",
    "drafting/test_venue_samples.py",
    "latex/test_planted.py",
    "measure/test_measures.py",
    "measure/test_passages.py",
    "measure/test_role_overlay.py",
    "pdf/test_annotate.py",
    "pdf/test_limits.py",
    "project/test_docs.py",
    "project/test_fixtures.py",
    "project/test_hooks.py",
    "project/test_supply_chain.py",
    "project/test_wheel.py",
    "report/test_banal.py",
    "report/test_html_browser.py",
    "report/test_html_decisions.py",
    "report/test_html_looks.py",
    "report/test_validators.py",
    "rulebook/test_schema.py",
    "rules/test_verdicts.py",
    "season/test_results_commands.py",
    "season/test_season.py",
    "second_reader/test_confirm.py",
    "serve/test_ending.py",
    "serve/test_guard.py",
    "serve/test_in_browser.py",
    "serve/test_site.py",
    "sources/test_faults.py",
    "sources/test_zip_archives.py",
    "test_api.py",
    "tools/test_fuzz.py",
    "tools/test_printed_fixes.py::test_a_printed_fix_works",
    "venues/test_shipped_packs.py",
    "workers/",
    # tests of files that are quick otherwise
    "checks/test_bibliography_and_front_matter.py::test_numbering_finds_what_was_taken_out",
    "checks/test_hidden_text.py::test_what_counts_as_prose_as_a_fragment_and_as_nothing",
    "report/test_html.py::test_many_papers_take_no_more_memory_than_few",
    "rulebook/test_rulebook.py::test_a_compiled_pack_equals_its_source",
    "rulebook/test_rulebook.py::test_a_mistake_is_told_with_its_place_and_the_nearest_right_word",
    "rules/test_packs.py::test_a_rule_is_explained_in_its_reader_s_language",
)
"""Beginnings of test ids, below tests/."""
