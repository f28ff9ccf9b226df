"""A checker that names file, procedure, line, field and rule of every fault."""

import pytest

from haicap.procedures import catalogue
from tests.procedures.world import ONE, TEXT, read

# old text → new text: the code of the fault, the line it is on, the field it names.
FAULTS = [
    ("field: Thử nghiệm", "field: [Thử nghiệm", "not-yaml", 2, ""),
    ("field: Thử nghiệm", "colour: Thử nghiệm", "unknown-key", 1, "colour"),
    ("    online: full", "    onlin: full", "unknown-key", 15, "onlin"),
    ("    online: full", "    code: '9.000009'", "duplicate-key", 15, "code"),
    ("    name: Cấp giấy thử\n", "", "missing-part-a", 5, "name"),
    ("    sequence: Nộp, xử lý, trả.\n", "", "missing-part-b", 5, "sequence"),
    ("    channels:\n      in_person", "    uncertain:\n      fee", "missing-part-c", 5, "channels"),
    ("      - {code: to-khai, name: Tờ khai, originals: 1}\n    legs", "    legs", "missing-part-d", 50, "components"),
    ("{limit: 3 working days, fee: 10.000}", "{fee: 0}", "missing-part-dd", 20, "channels.in_person"),
    ("    subjects: [Công dân Việt Nam]\n", "", "missing-part-e", 5, "subjects"),
    ("    agency: Ủy ban nhân dân cấp xã\n", "", "missing-part-g", 5, "agency"),
    ("    from: 2025-01-01\n    until", "    until", "missing-key", 5, "from"),
    ("slug: cap-giay-thu", "slug: Cấp giấy", "name-form", 5, "slug"),
    ('code: "9.000001"', "code: 9001", "code-form", 6, "code"),
    ("slug: dich-vu-thu", "slug: cap-giay-thu", "duplicate-slug", 42, "slug"),
    ("slug: dich-vu-thu", 'slug: khac\n    code: "9.000001"', "duplicate-code", 43, "code"),
    ("name: Cấp giấy thử", "name: " + "x" * 1300, "too-long", 7, "name"),
    ("keywords: [giấy thử]", "keywords: giấy thử", "not-a-list", 9, "keywords"),
    ("agency: Ủy ban nhân dân cấp xã\n    sequence: N", "agency: [UBND]\n    sequence: N", "not-a-word", 17, "agency"),
    ("levels: [commune]", "levels: [district, hamlet]", "unknown-level", 10, "levels.1"),
    ("online: full", "online: complete", "unknown-online-level", 15, "online"),
    ("change: new", "change: renewed", "unknown-change", 14, "change"),
    ("from: 2025-01-01", "from: 1/1/2025", "date-form", 11, "from"),
    ("until: 2030-01-01", "until: 2024-01-01", "dates-reversed", 12, "until"),
    ("      online: {limit", "      telephone: {limit", "unknown-channel", 21, "channels.telephone"),
    ("limit: 3 working days", "limit: soon", "limit-not-understood", 20, "channels.in_person.limit"),
    ("fee: 10.000", "fee: -5", "fee-form", 20, "channels.in_person.fee"),
    ("fee: 10.000", "fee: free", "fee-form", 20, "channels.in_person.fee"),
    ("{code: lai, name: Cấp lại}", "{code: moi, name: Cấp lại}", "duplicate-case", 24, "cases.1.code"),
    ("case: lai", "case: khac", "unknown-case", 27, "components.1.case"),
    ("{code: giay-cu, case: lai", "{code: to-khai", "duplicate-component", 27, "components.1.code"),
    ("copies: 1", "copies: one", "count-form", 27, "components.1.copies"),
    ("name: Giấy cũ, copies: 1,", "name: Giấy cũ,", "no-count", 27, "components.1"),
    ("required: no", "required: perhaps", "yes-or-no", 27, "components.1.required"),
    ("due_policy: end-of-day", "due_policy: whenever", "unknown-due-policy", 31, "due_policy"),
    ("share: 0.75", "share: 0.5", "shares-sum", 32, "steps"),
    ("share: 0.75", "share: 1.75", "share-form", 34, "steps.1.share"),
    ("role: signer", "role: king", "unknown-role", 34, "steps.1.role"),
    ("{code: sign", "{code: check", "duplicate-step", 34, "steps.1.code"),
    ("product: Giấy}", "product: }", "missing-key", 34, "steps.1.product"),
    ("kind: text", "kind: song", "unknown-question-kind", 36, "questions.0.kind"),
    ("- name: kind", "- name: reason", "duplicate-question", 37, "questions.1.name"),
    ("kind: text,", "kind: choice,", "choices", 36, "questions.0.choices"),
    ("procedure: cap-giay-thu, gives", "procedure: khac, gives", "leg-procedure-unknown", 53, "legs.0.procedure"),
    ("waits_for: [mot]", "waits_for: [ba]", "unknown-leg", 54, "legs.1.waits_for"),
    ("gives: to-khai", "gives: to-khac", "gives-unknown", 53, "legs.0.gives"),
    ("gives: to-khai", "waits_for: [hai]", "leg-circle", 52, "legs"),
    ("{code: hai", "{code: mot", "duplicate-leg", 54, "legs.1.code"),
    ("online.limit: the sum", "post.limit: the sum", "unknown-mark", 56, "uncertain.post.limit"),
    ("kind: abolished", "kind: replaced", "successor", 62, "changes.0.successor"),
    ("procedure: cap-giay-thu, kind", "procedure: khac, kind", "change-procedure-unknown", 62, "changes.0.procedure"),
    ("effective: 2029", "effective: 2024", "effective-before-decided", 62, "changes.0.effective"),
    ("    issuer: Bộ Thử\n", "", "missing-key", 58, "issuer"),
]  # fmt: skip


class TestSound:
    def test_the_text_of_the_tests_has_no_fault(self) -> None:
        assert read(TEXT).faults == []
        assert read(ONE).faults == []

    def test_an_empty_file_has_none_either(self) -> None:
        assert read("").faults == []

    def test_numbers_and_words_stay_as_written(self) -> None:
        first = read(TEXT).procedures[0]

        assert first["code"] == "9.000001"
        assert first["channels"]["in_person"]["fee"] == 10_000
        assert first["components"][1]["required"] is False


class TestFault:
    @pytest.mark.parametrize(
        ("old", "new", "code", "line", "field"), FAULTS, ids=[f"{f[2]}-{i}" for i, f in enumerate(FAULTS)]
    )  # fmt: skip
    def test_is_named_with_its_line_and_field(
        self, old: str, new: str, code: str, line: int, field: str
    ) -> None:
        assert old in TEXT
        faults = read(TEXT.replace(old, new, 1)).faults

        assert (code, line, field) in [(f.code, f.line, f.field) for f in faults]
        for fault in faults:
            assert str(fault).startswith(f"thu.yaml:{fault.line}: ")

    def test_there_are_more_than_forty_kinds(self) -> None:
        assert len({fault[2] for fault in FAULTS}) > 40

    def test_names_the_procedure_or_the_decision(self) -> None:
        faults = read(
            TEXT.replace("online: full", "online: x").replace("Bộ Thử", "")
        ).faults

        assert {fault.procedure for fault in faults} == {"cap-giay-thu", "2/QĐ-THU"}

    @pytest.mark.parametrize(
        "text",
        ["- 1", "procedures: 7", "procedures: [7]", "procedures: [[]]", "decisions: [x]",
         "procedures: [{channels: {online: [1]}, legs: {}, steps: x}]", "\t", "a: *b", "%x"],
    )  # fmt: skip
    def test_nonsense_is_refused_not_broken(self, text: str) -> None:
        assert read(text).faults

    def test_a_sound_catalogue_refuses_to_be_unsound(self) -> None:
        with pytest.raises(catalogue.CatalogueRefused) as refused:
            read("colour: red").sound()

        assert refused.value.status == 422
        assert "thu.yaml:1" in str(refused.value)
