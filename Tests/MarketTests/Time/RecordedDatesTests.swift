import Testing

@testable import Market

@Suite("Dates of recorded files")
struct RecordedDatesTests {
    @Test(
        "the last date may be short: the next such day from the first on",
        arguments: [
            ("2023-11-01", "10", "2023-11-01 2023-11-10"), ("2023-11-01", "2023-11-10", "2023-11-01 2023-11-10"),
            ("2023-10-30", "07", "2023-10-30 2023-11-07"), ("2023-12-29", "03", "2023-12-29 2024-01-03"),
            ("2023-12-29", "01-03", "2023-12-29 2024-01-03"), ("2023-11-01", "11-30", "2023-11-01 2023-11-30"),
            ("2023-11-01", "01", "2023-11-01 2023-11-01"), ("2023-11-01", "31", nil), ("2023-11-01", "1", nil),
            ("2023-11-02", "2023-11-01", nil), ("today", "10", nil), ("2023-11-01", "", nil), ("2023-11-01", "+5", nil),
        ]
    )
    func spans(first: String, last: String, expected: String?) {
        let span = RecordedDates.span(first, last)
        #expect(span.map { "\($0.lowerBound) \($0.upperBound)" } == expected)
    }
}
