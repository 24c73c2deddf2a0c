import Market
import Testing

@Suite("Dates as people write them")
struct DateReaderTests {
    private static let reader = DateReader(today: CivilDate(dayNumber: 20_787))  // 2026-11-30

    @Test(
        "are read in every usual form",
        arguments: [
            ("2026-11-30", "2026-11-30"), ("30.11.2026", "2026-11-30"), ("30.11.26", "2026-11-30"),
            ("30/11/2026", "2026-11-30"), ("30.11", "2026-11-30"), ("1.12", "2026-12-01"), ("01.12", "2026-12-01"),
            ("сегодня", "2026-11-30"), ("Вчера", "2026-11-29"), ("ЗАВТРА", "2026-12-01"),
            ("позавчера", "2026-11-28"), ("послезавтра", "2026-12-02"), ("today", "2026-11-30"),
            ("Yesterday", "2026-11-29"), ("tomorrow", "2026-12-01"), ("30-11-2026", "2026-11-30"),
            ("2026/11/30", "2026-11-30"), ("2026.11.30", "2026-11-30"), ("12 июля", "2026-07-12"),
            ("12 июля 2024", "2024-07-12"), ("5 мая", "2027-05-05"), ("1 дек", "2026-12-01"), ("1 Jan", "2027-01-01"),
            ("July 12 2024", "2024-07-12"),
        ]
    )
    func forms(_ text: String, _ date: String) {
        #expect(Self.reader.date(text) == CivilDate(date))
    }

    @Test(
        "a day of the week is the last such one, today included, and with \"last\" one before today",
        arguments: [
            ("четверг", "2026-11-26"), ("чт", "2026-11-26"), ("Thu", "2026-11-26"), ("в четверг", "2026-11-26"),
            ("пятницу", "2026-11-27"), ("сб", "2026-11-28"), ("Sunday", "2026-11-29"), ("вторник", "2026-11-24"),
            ("понедельник", "2026-11-30"), ("mon", "2026-11-30"), ("last Monday", "2026-11-23"),
            ("прошлый понедельник", "2026-11-23"), ("прошлую среду", "2026-11-25"),
        ]
    )
    func weekdays(_ text: String, _ date: String) {
        #expect(Self.reader.date(text) == CivilDate(date))
    }

    @Test("words that are one date are joined, and no others")
    func joined() {
        #expect(DateReader.joined(["fo", "12", "июля", "2024", "x"]) == ["fo", "12 июля 2024", "x"])
        #expect(DateReader.joined(["неделя", "в", "четверг"]) == ["неделя", "в четверг"])
        #expect(DateReader.joined(["July", "14", "2024", "fo"]) == ["July 14 2024", "fo"])
        #expect(DateReader.joined(["last", "Thursday", "on"]) == ["last Thursday", "on"])
        #expect(DateReader.joined(["в", "EQ"]) == ["в", "EQ"])
    }

    @Test(
        "without a year are the nearest such day",
        arguments: [("05.01", "2027-01-05"), ("30.12", "2026-12-30"), ("1.6", "2026-06-01"), ("31.5", "2027-05-31")]
    )
    func nearest(_ text: String, _ date: String) {
        #expect(Self.reader.date(text) == CivilDate(date))
        let january = DateReader(today: CivilDate("2026-01-02") ?? Self.reader.today)
        #expect(january.date("30.12") == CivilDate("2025-12-30"))
    }

    @Test(
        "that do not exist or mean nothing are refused",
        arguments: [
            "", ".", "..", "30", "31.11", "31.11.2026", "0.1", "1.13", "30.11.", "30.11.2026.", "30.11.026",
            "2026-11-31", "1899-12-31", "01.01.1899", "soon", "+1.+2", "1.2.3.4", "30.11/2026", "٣٠.١١", "12 июляя",
            "31 июня", "12 ию", "12 июля 24", "июля", "12 июля 2024 года", "четв", "next thursday", "в", "last",
            String(repeating: "1", count: 99),
        ]
    )
    func refused(_ text: String) {
        #expect(Self.reader.date(text) == nil)
    }

    @Test(
        "make spans with every usual sign between them",
        arguments: [
            "20.07-25.07", "20.07–25.07", "20.07 — 25.07", "20.07 - 25.07", "20.07 по 25.07", "с 20.07 по 25.07",
            "С 20 июля по 25 июля", "с 20 по 25 июля", "20-25 июля", "20–25.07", "20-25.07.2026", "20.07 to 25.07",
            "from 20 July to 25 July", "20-25 July", "2026-07-20-2026-07-25", "2026-07-20 – 25.07", "20.07..25.07",
            "2026-07-20 2026-07-25", "20 июля 25 июля", "20/07-25/07", "с 20.07.2026 по 25.07.2026",
        ]
    )
    func spanForms(_ text: String) {
        #expect(Self.reader.span(text)?.description == "2026-07-20..2026-07-25")
    }

    @Test(
        "that run backwards, lack an end or say more are no span",
        arguments: [
            "25.07-20.07", "20.07-", "-25.07", "20.07 по", "с 20.07", "20 25.07", "20-25", "с по", "20.07-25.07-26.07",
            "20.07 по 25.07 EQ", "5-2026-07-25", "—", String(repeating: "1", count: 999),
        ]
    )
    func noSpans(_ text: String) {
        #expect(Self.reader.span(text) == nil)
    }

    @Test("words that are one span are joined, and no others")
    func joinedSpans() {
        func joined(_ text: String) -> [String] {
            Self.reader.joinedSpans(DateReader.joined(text.split(separator: " ").map(String.init)))
        }
        let span = "2026-07-20..2026-07-25"
        #expect(joined("с 20.07 по 25.07 EQ выходной") == [span, "EQ", "выходной"])
        #expect(joined("EQ 20 июля по 25 июля 2026") == ["EQ", span])
        #expect(joined("fo с 20 по 25 июля") == ["fo", span])
        #expect(joined("20.07 - 25.07 all closed") == [span, "all", "closed"])
        #expect(joined("from 20 July to 25 July") == [span])
        #expect(joined("20.07 EQ short 14:00") == ["20.07", "EQ", "short", "14:00"])
        #expect(joined("20.07 25.07") == ["20.07", "25.07"])
    }

    @Test(
        "an end without a year takes it from the other",
        arguments: [
            ("20.09-25.09.2025", "2025-09-20..2025-09-25"), ("20-25.09.2025", "2025-09-20..2025-09-25"),
            ("20.09.2025 - 25.09", "2025-09-20..2025-09-25"),
            ("20 сентября по 25 сентября 2025", "2025-09-20..2025-09-25"),
            ("25.12-05.01", "2026-12-25..2027-01-05"), ("25.12-05.01.2026", "2025-12-25..2026-01-05"),
            ("25.12.2027-05.01", "2027-12-25..2028-01-05"), ("вчера-25.12", "2026-11-29..2026-12-25"),
            ("28.11-завтра", "2026-11-28..2026-12-01"),
        ]
    )
    func sharedYears(_ text: String, _ span: String) {
        #expect(Self.reader.span(text)?.description == span)
    }

    @Test("that run backwards say so")
    func backwards() {
        #expect(Self.reader.isBackwards("25.07-20.07"))
        #expect(Self.reader.isBackwards("25.07.2026-20.07"))
        #expect(!Self.reader.isBackwards("20.07-25.07"))
        #expect(!Self.reader.isBackwards("soon"))
    }

    @Test("make spans of two")
    func spans() {
        let span = Self.reader.span("вчера..1.12")
        #expect(span?.description == "2026-11-29..2026-12-01")
        #expect(Self.reader.span("30.11")?.isSingle == true)
        #expect(Self.reader.span("1.12..вчера") == nil)
        #expect(Self.reader.span("1.12..") == nil)
        #expect(Self.reader.span("1 дек..3 декабря")?.description == "2026-12-01..2026-12-03")
        #expect(Self.reader.span("12 июля 2024")?.description == "2024-07-12")
    }
}
