"""Organisation, documents, equipment, property and tasks."""

from datetime import date

from haicap.measures.derivations.common import (
    CENTRES,
    COMMUNES,
    DEPARTMENTS,
    LAST,
    NO_CENTRE,
    PROVINCES,
    TASKS,
    share,
)
from haicap.measures.derived import Days, Derived, Figure, Number, Product, Sum
from haicap.measures.measure import Words

ORGANISATION = (
    Derived(
        "agencies-a-province",
        Words("Cơ quan chuyên môn bình quân một tỉnh", "Specialised agencies a province"),
        Words("cơ quan chuyên môn cấp tỉnh ÷ số tỉnh", "provincial agencies ÷ provinces"),
        Figure("provincial-agencies@2025-08-23"),
        PROVINCES,
    ),
    Derived(
        "departments-a-commune",
        Words("Phòng chuyên môn bình quân một xã", "Departments a commune"),
        Words("phòng chuyên môn cấp xã ÷ số xã", "commune departments ÷ communes"),
        DEPARTMENTS,
        COMMUNES,
    ),
    Derived(
        "departments-short-of-three",
        Words("Số phòng ít hơn ba phòng mỗi xã", "Departments short of three a commune"),
        Words("3 × số xã − phòng chuyên môn", "3 × communes − departments"),
        Sum((Product((Number(3), COMMUNES)),), (DEPARTMENTS,)),
    ),
    share(
        "communes-with-a-centre",
        Words("Xã có trung tâm trên cả nước", "Communes with a centre"),
        Words("trung tâm cấp xã ÷ số xã", "commune centres ÷ communes"),
        CENTRES,
        COMMUNES,
    ),
    share(
        "communes-with-a-centre-in-32-provinces",
        Words("Xã có trung tâm ở 32 tỉnh", "Communes with a centre in 32 provinces"),
        Words(
            "trung tâm cấp xã ÷ (số xã − xã của Hà Nội − xã của Quảng Ninh)",
            "commune centres ÷ (communes − those of Hà Nội − those of Quảng Ninh)",
        ),
        CENTRES,
        Sum((COMMUNES,), NO_CENTRE),
    ),
    Derived(
        "communes-without-own-centre",
        Words("Xã không có trung tâm riêng", "Communes without a centre of their own"),
        Words("số xã − trung tâm cấp xã", "communes − commune centres"),
        Sum((COMMUNES,), (CENTRES,)),
    ),
    Derived(
        "circulars-a-decree",
        Words("Thông tư bình quân một nghị định", "Circulars a decree"),
        Words("thông tư ÷ nghị định về phân cấp", "circulars ÷ decrees"),
        Figure("decentralisation-circulars@2025-08-21"),
        Figure("decentralisation-decrees@2025-08-21"),
    ),
    Derived(
        "decrees-a-day",
        Words("Nghị định bình quân một ngày", "Decrees a day"),
        Words("nghị định từ 1 đến 23/8 ÷ số ngày", "decrees of 1 to 23 August ÷ days"),
        Figure("decrees@2025-08-23"),
        Days(date(2025, 8, 1), LAST, only_working=False),
    ),
    Derived(
        "seal-introductions-a-commune",
        Words("Giới thiệu mẫu dấu bình quân một xã", "Introductions of seals a commune"),
        Words("hồ sơ giới thiệu ÷ số xã", "introductions ÷ communes"),
        Figure("seal-introductions@2025-08-18"),
        COMMUNES,
    ),
)
MEANS = (
    share(
        "surplus-of-arrangement",
        Words("Nhà, đất dôi dư do sắp xếp", "Surplus due to the arrangement"),
        Words("do sắp xếp ÷ phải xử lý", "due to the arrangement ÷ to handle"),
        Figure("surplus-properties-of-arrangement@2025-08-15"),
        Figure("surplus-properties@2025-08-15"),
    ),
    Derived(
        "surplus-in-all",
        Words("Nhà, đất dôi dư đến 1/12", "Surplus by 1 December"),
        Words("đã xử lý + còn lại", "handled + left"),
        Sum(
            (
                Figure("surplus-properties-handled@2025-12-01"),
                Figure("surplus-properties-left@2025-12-01"),
            )
        ),
        why=Words("tổng số tăng theo thời gian", "the stock grows"),
    ),
    share(
        "surplus-handled",
        Words("Nhà, đất dôi dư đã xử lý đến 1/12", "Surplus handled by 1 December"),
        Words("đã xử lý ÷ (đã xử lý + còn lại)", "handled ÷ (handled + left)"),
        Figure("surplus-properties-handled@2025-12-01"),
        Sum(
            (
                Figure("surplus-properties-handled@2025-12-01"),
                Figure("surplus-properties-left@2025-12-01"),
            )
        ),
    ),
    share(
        "without-car",
        Words("Xã chưa có xe ô tô", "Communes without a car"),
        Words("xã chưa có xe ÷ số xã", "without a car ÷ communes"),
        Figure("communes-without-car@2025-08-23", "numerator"),
        COMMUNES,
    ),
    share(
        "lacking-equipment",
        Words("Xã thiếu máy móc, thiết bị", "Communes lacking equipment"),
        Words("xã thiếu thiết bị ÷ số xã", "lacking equipment ÷ communes"),
        Figure("communes-lacking-equipment@2025-08-23", "numerator"),
        COMMUNES,
    ),
    share(
        "fully-equipped",
        Words("Xã đủ trang thiết bị", "Communes fully equipped"),
        Words("xã đủ trang thiết bị ÷ số xã", "fully equipped ÷ communes"),
        Figure("communes-equipped@2025-10-29", "numerator"),
        COMMUNES,
    ),
    Derived(
        "left-to-equip",
        Words("Xã còn phải trang bị", "Communes left to equip"),
        Words("số xã − xã đủ trang thiết bị", "communes − fully equipped"),
        Sum((COMMUNES,), (Figure("communes-equipped@2025-10-29", "numerator"),)),
    ),
    Derived(
        "equipped-since-august",
        Words("Xã được trang bị thêm từ tháng 8", "Communes equipped since August"),
        Words("đủ trang thiết bị − (số xã − xã thiếu hồi tháng 8)",
              "fully equipped − (communes − those lacking in August)"),
        Sum(
            (
                Figure("communes-equipped@2025-10-29", "numerator"),
                Figure("communes-lacking-equipment@2025-08-23", "numerator"),
            ),
            (COMMUNES,),
        ),
    ),
    Derived(
        "tasks-done",
        Words("Nhiệm vụ đã hoàn thành", "Tasks done"),
        Words("đúng hạn + trễ hạn", "on time + late"),
        Sum((TASKS["-on-time"], TASKS["-late"])),
    ),
    Derived(
        "tasks-in-progress",
        Words("Nhiệm vụ đang làm, trong hạn", "Tasks in progress, within their time"),
        Words("tổng số − hoàn thành − quá hạn", "all − done − overdue"),
        Sum((TASKS[""],), (TASKS["-done"], TASKS["-overdue"])),
    ),
    share(
        "tasks-kept-and-transferred",
        Words("Nhiệm vụ trung ương và địa phương", "Tasks of centre and localities"),
        Words("tỷ lệ trung ương + tỷ lệ địa phương", "share kept + share transferred"),
        Sum((Figure("tasks-kept@2025-09-15"), Figure("tasks-transferred@2025-09-15"))),
        Number(1),
    ),
)  # fmt: skip
