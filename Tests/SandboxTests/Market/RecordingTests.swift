import Market
import Platform
import TestKit
import Testing

@testable import Sandbox

@Suite("Recordings")
struct RecordingTests {
    /// A folder with files of these texts.
    private func folder(_ files: [String: String]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (name, text) in files { _ = try folder.file(name, text) }
        return folder
    }

    @Test(
        "numbers of any form are served as numbers",
        arguments: [
            ("1e-05", ".00001"), ("1.5E-7", "0.00000015"), ("-2.50e1", "-25"), ("5749.0", "5749"), ("1e3", "1000"),
            ("0.0", "0"), ("-0", "0"), ("0.12345678901234", "0.12345678901234"), ("1e-30", "0"), ("nan", "null"),
            ("NaN", "null"), ("inf", "null"), ("", "null"), ("+3.25", "3.25"),
            ("123456789.123456789012", "123456789.123456789"),
            ("n/a", "\"n/a\""),
        ]
    )
    func numbers(text: String, json: String) {
        var written = ""
        RecordedCell.cell(text, .double).writeJSON(to: &written)
        #expect(written == (json.hasPrefix(".") ? "0" + json : json))
    }

    @Test("a number of many digits is read back without a crash")
    func longNumbers() {
        #expect(RecordedCell.cell("0.00012345678912", .double).number == 0.00012345678912)
        #expect(RecordedCell.cell("1e-18", .double).number == 1e-18)
    }

    @Test("rows with SYSTIME are never shown before it, each by its own")
    func systime() async throws {
        let rows = """
            tradedate;tradetime;secid;pr_close;SYSTIME
            2024-07-15;10:05:00;AFLT;1e-05;2024-07-15 10:05:12
            2024-07-15;10:05:00;SBER;270.1;2024-07-15 10:07:00
            2024-07-15;10:10:00;SBER;270.2;2024-07-15 10:35:00

            """
        let folder = try folder(["eq_tradestats_2024-07-15_15.csv": rows, "README.md": "notes", ".hidden": ""])
        for (time, shown) in [
            ("10:05:11", [String]()), ("10:05:12", ["AFLT"]), ("10:06:59", ["AFLT"]), ("10:07:00", ["AFLT", "SBER"]),
            ("10:34:59", ["AFLT", "SBER"]), ("10:35:00", ["AFLT", "SBER", "SBER"]),
        ] {
            let fixture = try SandboxFixture(time) {
                $0.market.dataDirectory = folder.path
                $0.market.unrecorded = .empty
            }
            let page = try await fixture.json(
                "/iss/datashop/algopack/eq/tradestats.json",
                [("date", "2024-07-15"), ("data.columns", "secid,SYSTIME,pr_close")]
            )
            let names = (page.at("data", "data")?.array ?? []).compactMap { $0.at(0)?.string }
            #expect(names == shown, "\(time)")
            #expect(page.at("data.cursor", "data", 0, 1)?.int == Int64(shown.count), "\(time)")
        }
    }

    @Test("a file as the exchange writes it, with the block's name in front, is read; columns may stand in any order")
    func blockName() throws {
        let folder = try folder([
            "fo_futoi_2024-07-15_15.csv":
                "futoi\n\nsess_id;seqnum;tradedate;tradetime;ticker;pos\r\n1;2;2024-07-15;10:05:00;RI;5\r\n"
        ])
        let recording = try Recording(directory: folder.path)
        let date = try #require(CivilDate("2024-07-15"))
        #expect(recording.labels(.futoi, .futures, date) == [TimeOfDay("10:05")].compactMap(\.self))
        #expect(recording.secids(.futures, date) == ["RI"])
    }

    @Test(
        "a file that cannot be used is an error that names it and says what is allowed",
        arguments: [
            (["EQ-tradestats.csv": ""], "EQ-tradestats.csv: unexpected name; allowed is <market>_<dataset>"),
            (["eq_tradestat_2024-07-15_15.csv": ""], "eq_tradestat_2024-07-15_15.csv: unexpected name"),
            (["eq_tradestats_2024-07-15_15.txt": ""], "unexpected name"),
            (["eq_tradestats_today_15.csv": ""], "unexpected name"),
            ([:], "has no recorded rows; allowed is"),
            (["eq_tradestats_2024-07-15_15.csv": ""], "no line with the columns"),
            (["eq_tradestats_2024-07-15_15.csv": "tradedate;secid;x\n"], ".csv:1: no column tradetime"),
            (
                [
                    "eq_tradestats_2024-07-15_15.csv":
                        "tradedate;tradetime;secid\n2024-07-15;10:05:00;A\n2024-07-15;10h;A\n"
                ],
                ".csv:3: expected 3 fields with a date such as"
            ),
            (
                [
                    "eq_tradestats_2024-07-15_16.csv":
                        "tradedate;tradetime;secid\n2024-07-16;10:05:00;A\n2024-07-17;10:05:00;A\n"
                ],
                ".csv:3: a row of 2024-07-17, but the file's name says 2024-07-15 to 2024-07-16"
            ),
            (["eq_tradestats_2024-07-15_31-12.csv": ""], "unexpected name"),
        ]
    )
    func broken(files: [String: String], message: String) throws {
        let folder = try folder(files)
        let error = #expect(throws: RecordingError.self) { try Recording(directory: folder.path) }
        #expect(error?.detail.contains(message) == true, "\(error?.detail ?? "")")
        #expect(error?.detail.contains(folder.path) == true)
    }

    @Test("candles of ten minutes say in which minutes there was trading; other names are errors")
    func candles() async throws {
        let rows = "tradedate;tradetime;secid;vol\n2024-07-15;10:05:00;MTLR;5\n2024-07-15;10:20:00;MTLR;5\n"
        let candles = """
            secid;begin;open;high;low;close;volume;value
            MTLR;2024-07-15 10:00:00;1;1;1;1;1152426.0;9
            MTLR;2024-07-15 10:20:00;1;1;1;1;0;0
            MTLR;2024-07-15 10:30:00;1;1;1;1;7.0;9

            """
        let folder = try folder(["eq_tradestats_2024-07-15_15.csv": rows])
        let beside = try self.folder([
            "eq_10min_2024-07-15_15.csv": candles, "eq_daily_2024-07-15_15.csv": "x;y\n1;2\n",
        ])
        let fixture = try SandboxFixture("23:59:00") {
            $0.market.dataDirectory = folder.path
            $0.market.candleDirectory = beside.path
            $0.market.unrecorded = .empty
        }
        let page = try await fixture.json(
            "/iss/engines/stock/markets/shares/boards/TQBR/securities/MTLR/candles.json",
            [("from", "2024-07-15"), ("till", "2024-07-15"), ("interval", "1")]
        )
        let begins = (page.at("candles", "data")?.array ?? []).compactMap { $0.at(6)?.string?.suffix(8).prefix(5) }
        #expect(begins.first == "10:00" && begins.last == "10:39" && begins.count == 20)
        let recording = try CandleRecording(directory: beside.path)
        let date = try #require(CivilDate("2024-07-15"))
        #expect(recording.volumes(.equities, date) == ["MTLR": 1_152_433])
        let late = try self.folder(["eq_10min_2024-07-12_14.csv": candles])
        let past = #expect(throws: RecordingError.self) { try CandleRecording(directory: late.path) }
        let said = ".csv:2: a candle of 2024-07-15, but the file's name says 2024-07-12 to 2024-07-14"
        #expect(past?.detail.hasSuffix(said) == true)
        let odd = try self.folder(["eq_5min_2024-07-15_15.csv": candles])
        let error = #expect(throws: RecordingError.self) { try CandleRecording(directory: odd.path) }
        #expect(error?.detail.contains("interval 1min, 10min, 60min or daily") == true)
    }
}
