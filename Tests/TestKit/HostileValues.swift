import Foundation

/// Numbers and dates that have ended programs, and relatives of them.
package enum HostileValues {
    package static let numbers = [
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e308", "-1e308", "1e-310", "nan", "inf",
        "-inf", "-1", "-0", "0", "00", "1.5", "0x7F", "2147483648", "-2147483649", "99999999999999999999999999", "٣",
        String(repeating: "9", count: 400),
    ]

    package static let dates = [
        "0001-01-01", "0000-00-00", "1701-05-05", "1899-12-31", "2200-01-01", "2262-04-11", "2262-04-12", "9999-12-31",
        "2026-02-31", "2026-13-01", "0001-01-01..9999-12-31", "1900-01-01..2199-12-31", "-001-01-01", "٢٠٢٦-٠١-٠١",
    ]

    package static let instants = [
        "0001-01-01 00:00:00", "1701-05-05 10:00:00", "9999-12-31 23:59:59", "2199-12-31 24:00:00",
        "2262-04-12T00:00:00Z", "1970-01-01T00:00:00-23:59", "2199-12-31T23:59:59.999999999Z", "24:00:01", "24:00:00",
        "25:61", "23:59:60", "+9999999999999999d", "+1d", "+9223372036854775807s", "366d", "9999999999d",
    ]

    package static let words = ["", " ", "\u{0}", "-", "--", "..", ":", "%00", "\u{202E}", "null", "last", "off"]

    package static let texts = numbers + dates + instants + words

    /// As values of JSON, written as they stand in a document.
    package static let json =
        [
            "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e308", "-1e308", "1e-320", "-1",
            "0",
            "-0.0", "1.5", "true", "null", "[]", "{}", "[[1]]", "99999999999999999999999999",
        ]
        + (dates + instants + ["", "nan", "-1", "9223372036854775807", "1e308", "all", "anna", "group"]).map {
            "\"\($0)\""
        }

    /// The names that `pattern` catches in the Swift files of a folder of the package, so that a new one is walked by itself.
    package static func names(in folder: String, matching pattern: String) throws -> [String] {
        let expression = try Regex(pattern, as: (Substring, Substring).self)
        var names: Set<String> = []
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: folder).path
        for file in FileManager.default.enumerator(atPath: root)?.compactMap({ $0 as? String }) ?? []
        where file.hasSuffix(".swift") {
            let text = try String(contentsOfFile: "\(root)/\(file)", encoding: .utf8)
            for match in text.matches(of: expression) { names.insert(String(match.output.1)) }
        }
        return names.sorted()
    }
}
