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
            ("Yesterday", "2026-11-29"), ("tomorrow", "2026-12-01"),
        ]
    )
    func forms(_ text: String, _ date: String) {
        #expect(Self.reader.date(text) == CivilDate(date))
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
            "2026-11-31", "1899-12-31", "01.01.1899", "soon", "+1.+2", "1.2.3.4", "30.11/2026", "٣٠.١١",
            String(repeating: "1", count: 99),
        ]
    )
    func refused(_ text: String) {
        #expect(Self.reader.date(text) == nil)
    }

    @Test("make spans of two")
    func spans() {
        let span = Self.reader.span("вчера..1.12")
        #expect(span?.description == "2026-11-29..2026-12-01")
        #expect(Self.reader.span("30.11")?.isSingle == true)
        #expect(Self.reader.span("1.12..вчера") == nil)
        #expect(Self.reader.span("1.12..") == nil)
    }
}
