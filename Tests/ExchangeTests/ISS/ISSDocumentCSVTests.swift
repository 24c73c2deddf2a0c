import Market
import TestKit
import Testing

@testable import Exchange

@Suite("ISS CSV")
struct ISSDocumentCSVTests {
    @Test("reads blocks with names, empty fields and quotes")
    func blocks() throws {
        let text = """
            data

            tradedate;tradetime;secid;metric;value;reference;SYSTIME
            2030-01-15;18:40:00;AAAA;hhi_volume;120;;2030-01-15 18:45:02
            2030-01-15;18:40:00;"B;B";"a ""quoted"" one";0.5;;2030-01-15 18:45:02

            data.dates

            from;till
            2020-01-03;2030-01-15


            """
        for payload in [Array(text.utf8), Array(text.replacing("\n", with: "\r\n").utf8)] {
            let document = try ISSDocument.csv(payload)
            #expect(document.blocks.map(\.name) == ["data", "data.dates"])
            let block = try #require(document.block("data"))
            #expect(block.rowCount == 2)
            #expect(block.columns.map(\.type) == [.date, .time, .string, .string, .double, .unknown, .datetime])
            #expect(block.column("secid")?.string(1) == "B;B")
            #expect(block.column("metric")?.string(1) == "a \"quoted\" one")
            #expect(block.column("value")?.double(0) == 120)
            #expect(document.block("data.dates")?.column("from")?.date(0) == CivilDate("2020-01-03"))
        }
    }

    @Test("keeps text that only looks like a number")
    func text() throws {
        let block = try #require(try ISSDocument.csv(Array("a;b;c\n007;1;-\n8;2.5;3\n".utf8)).block("data"))
        #expect(block.columns.map(\.type) == [.string, .double, .string])
        #expect(block.column("a")?.string(0) == "007")
        #expect(block.column("b")?.double(1) == 2.5)
    }

    @Test("a header without rows is an empty day")
    func emptyDay() throws {
        let block = try #require(try ISSDocument.csv(Array("data\n\ntradedate;secid\n\n".utf8)).block("data"))
        #expect(block.rowCount == 0)
        #expect(block.columns.map(\.name) == ["tradedate", "secid"])
    }

    /// Real rows, when the shared data lie beside the checkout.
    static let realFile = sharedData("algopack/eq_tradestats_2023-11-01_10.csv")

    @Test("reads real rows", .enabled(if: realFile != nil, "shared/data is absent"))
    func realRows() throws {
        let path = try #require(Self.realFile)
        let payload = try bytes(of: path)
        let block = try #require(try ISSDocument.csv(payload).block("data"))
        #expect(block.rowCount == 8320)
        #expect(block.column("tradedate")?.date(0) == CivilDate("2023-11-01"))
        #expect(block.column("tradetime")?.time(0) == TimeOfDay("10:05:00"))
        #expect(block.column("secid")?.string(0) == "AFLT")
        #expect(block.column("pr_open")?.double(0) == 39.37)
        // An oracle that shares nothing with the reader: split the lines and sum.
        let lines = String(decoding: payload, as: UTF8.self).split(separator: "\n").dropFirst()
        let sum = lines.compactMap { Int64($0.split(separator: ";", omittingEmptySubsequences: false)[8]) }.reduce(0, +)
        let volume = try #require(block.column("vol"))
        #expect((0..<block.rowCount).compactMap { volume.integer($0) }.reduce(0, +) == sum)
    }
}
