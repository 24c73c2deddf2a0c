/// What nobody should write where a number, a date, a time or a name is expected, and somebody will.
package enum HostileWords {
    package static let numbers = [
        "0", "-1", "-0", "+7", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
        "99999999999999999999999999999999", "2147483648", "1e308", "-1e308", "1e-308", "0x7f", "NaN", "inf", "٣", "１２",
        "1.5",
        "1_000", "00000000000000000000001",
    ]

    package static let dates = [
        "0001-01-01", "1701-01-01", "1969-12-31", "2262-04-12", "2300-01-01", "9999-12-31", "10000-01-01", "2024-02-30",
        "2024-00-00", "-0001-01-01", "0001-01-01..9999-12-31", "2024-07-15..2024-07-01", "2024-07-15..",
        "2024-07-15T24:00:01",
    ]

    package static let times = [
        "24:00", "24:00:01", "25:61", "-1:00", "00:00-24:00", "99999999999d", "999999999999999999999h", "open+5m",
    ]

    package static let texts = [
        "", " ", "\u{202E}abc", "<b>", "&amp;", "'; DROP TABLE people; --", "%s%n", "../../etc/passwd", "\u{0}",
        "\u{FEFF}",
        "🧨", "Ёлка", String(repeating: "ы", count: 400), "@", "#A0", "#A9223372036854775807", "EQ:FO", "v1:noop",
        "{\"a\":[",
    ]

    package static let all = numbers + dates + times + texts
}
