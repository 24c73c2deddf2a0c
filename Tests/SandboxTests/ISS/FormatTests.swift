import Platform
import Testing

@testable import Sandbox

@Suite("ISS formats")
struct FormatTests {
    private static let shares = "/iss/engines/stock/markets/shares/boards/TQBR/securities"
    private static let hi2 = "/iss/datashop/algopack/eq/hi2"

    @Test("Russian in CSV is windows-1251, elsewhere UTF-8")
    func encoding() async throws {
        let fixture = try SandboxFixture()
        let query = [("iss.only", "securities"), ("securities.columns", "SECID,SHORTNAME"), ("securities", "SBER")]
        let csv = await fixture.get(Self.shares + ".csv", query)
        #expect(csv.headers.contains { $0.0 == "Content-Type" && $0.1 == "text/csv; charset=windows-1251" })
        // «Сбербанк» in windows-1251.
        let name: [UInt8] = [0xD1, 0xE1, 0xE5, 0xF0, 0xE1, 0xE0, 0xED, 0xEA]
        #expect(csv.body == Array("securities\n\nSECID;SHORTNAME\nSBER;".utf8) + name + Array("\n\n\n".utf8))
        let xml = String(decoding: await fixture.get(Self.shares + ".xml", query).body, as: UTF8.self)
        #expect(xml.contains("SHORTNAME=\"Сбербанк\""))
    }

    @Test(
        "dates, separator and point of CSV as asked for",
        arguments: [
            ([("iss.df", "%d.%m.%Y")], "15.07.2024;18:40:00;AFKS"),
            ([("iss.tf", "%H-%M")], "2024-07-15;18-40;AFKS"),
            ([("iss.delimiter", "|")], "2024-07-15|18:40:00|AFKS"),
        ] as [([(String, String)], String)]
    )
    func csvStyle(style: [(String, String)], expected: String) async throws {
        let fixture = try SandboxFixture("19:00:00")
        let query = [("date", "2024-07-15"), ("limit", "1"), ("data.columns", "tradedate,tradetime,secid")] + style
        let lines = String(decoding: await fixture.get(Self.hi2 + ".csv", query).body, as: UTF8.self).split(
            separator: "\n"
        )
        #expect(lines.dropFirst(2).first == expected[...])
    }

    @Test(
        "time patterns",
        arguments: [
            ("%d.%m.%y", "2024-07-05", "05.07.24"), ("%H:%M", "18:40:09", "18:40"),
            ("%Y%m%dT%H%M%S", "2024-07-05 18:40:09", "20240705T184009"),
            ("100%%", "2024-07-05", "100%"), ("%d", "no date", "no date"),
        ]
    )
    func patterns(pattern: String, value: String, expected: String) {
        #expect(CSVTimeFormat(pattern: pattern).text(value) == expected)
    }

    @Test(
        "numbers as the exchange writes them",
        arguments: [
            (Cell.decimal(3_940, scale: 2), "39.4"), (.decimal(25_100, scale: 2), "251"),
            (.decimal(8_412, scale: 6), "0.008412"),
            (.decimal(-5, scale: 2), "-0.05"), (.decimal(-150, scale: 2), "-1.5"), (.decimal(0, scale: 3), "0"),
            (.int(-7), "-7"),
            (.rounded(1.005e9, 0), "1005000000"), (.null, "null"), (.text("a\"b\\c\n"), "\"a\\\"b\\\\c\\n\""),
        ]
    )
    func numbers(cell: Cell, expected: String) {
        var output = ""
        cell.writeJSON(to: &output)
        #expect(output == expected)
    }

    @Test("JSONP calls the function named, and no script")
    func jsonp() async throws {
        let fixture = try SandboxFixture()
        let query = [("iss.only", "dataversion"), ("iss.meta", "off")]
        let named = await fixture.get(Self.shares + ".jsonp", query + [("callback", "page.read")])
        #expect(String(decoding: named.body, as: UTF8.self).hasPrefix("page.read({\"dataversion\""))
        let evil = await fixture.get(Self.shares + ".jsonp", query + [("callback", "alert(1)//")])
        #expect(String(decoding: evil.body, as: UTF8.self).hasPrefix("JSON_CALLBACK({"))
    }

    @Test("metadata and rows can be left out, blocks and columns chosen")
    func parts() async throws {
        let fixture = try SandboxFixture("19:00:00")
        let query = [
            ("date", "2024-07-15"), ("iss.meta", "off"), ("iss.data", "off"), ("iss.only", "data,data.cursor"),
        ]
        let page = try await fixture.json(Self.hi2 + ".json", query)
        #expect(page.at("data", "metadata") == nil && page.at("data", "data") == [] && page.at("data.dates") == nil)
        let chosen = try await fixture.json(
            Self.hi2 + ".json",
            [("date", "2024-07-15"), ("data.columns", "value,nothing,secid")]
        )
        #expect(chosen.at("data", "columns") == ["value", "secid"])
        // Block and parameter names are case-sensitive, codes in paths are not.
        #expect(try await fixture.json(Self.hi2 + ".json", [("ISS.META", "off")]).at("data", "metadata") != nil)
    }
}
