import Platform
import TestKit
import Testing

@Suite("mayak gaps and mayak vwap", .timeLimit(.minutes(5)))
struct GapsCommandTests {
    private static let header = "secid;begin;open;high;low;close;volume;value\n"

    let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
        _ = try directory.file(
            "eq_daily_2024-05-06_2024-05-13.csv",
            Self.header + """
                CHMK;2024-05-08;10;12;9;10;1000;10500
                SBER;2024-05-08;300;310;290;300;1000;300000
                GAZP;2024-05-08;150;151;149;150;1000;150000
                CHMK;2024-05-10;11;12;9;11;1000;10500
                SBER;2024-05-10;330;335;325;330;1000;330000
                GAZP;2024-05-10;149;151;149;150;1000;150000
                """
        )
        _ = try directory.file(
            "eq_10min_2024-05-10_2024-05-10.csv",
            Self.header + """
                CHMK;2024-05-10 10:00:00;10;10;10;10;100;1000
                SBER;2024-05-10 10:00:00;330;330;330;330;1;330
                CHMK;2024-05-10 10:10:00;12;12;12;12;300;3600
                """
        )
    }

    private func mayak(_ words: String...) async throws -> MayakProcess.Outcome {
        try await MayakProcess.run(words + ["--data", directory.path], directory: directory.path)
    }

    @Test("a gap scan is the service's answer, after the holiday of 9 May")
    func gaps() async throws {
        let run = try await mayak("gaps", "--date", "2024-05-10", "--json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            run.text == """
                {"count":2,"results":[\
                {"ticker":"CHMK","uid":"MOEX:TQBR:CHMK","prev_close":10,"open":11,"gap":0.10000000000000009},\
                {"ticker":"SBER","uid":"MOEX:TQBR:SBER","prev_close":300,"open":330,"gap":0.10000000000000009}],\
                "notes":["splits and dividends are not known: recorded candles say nothing of them"]}

                """
        )
        let text = try await mayak("gaps", "--date", "2024-05-10", "--min-gap", "0.05")
        #expect(text.text.hasPrefix("2024-05-10, against the close of 2024-05-08:\nCHMK     10.00%"))
        #expect(text.text.hasSuffix("\nsplits and dividends are not known: recorded candles say nothing of them\n"))
        let none = try await mayak("gaps", "--date", "2024-05-10", "--min-gap", "0.2", "--json")
        #expect(none.text == "{\"count\":0,\"results\":[]}\n")
        let holiday = try await mayak("gaps", "--date", "2024-05-09")
        #expect(holiday.status == 0 && holiday.text == "2024-05-09: no trades, the market is closed\n")
    }

    @Test("levels are the service's answer; one candle has no band, a day without trades no levels")
    func vwap() async throws {
        let run = try await mayak("vwap", "chmk", "--date", "2024-05-10", "--json")
        #expect(run.status == 0, "\(run.errors)")
        let answer = try JSON.parse(run.output)
        #expect(
            answer.members?.map(\.name)
                == ["ticker", "date", "vwap", "support", "resistance", "sigma", "volume", "from", "till"]
        )
        #expect(answer["ticker"] == "CHMK" && answer["date"] == "2024-05-10" && answer["vwap"]?.double == 11.5)
        #expect(answer["sigma"]?.double == 0.75.squareRoot() && answer["volume"]?.int == 400)
        #expect(answer["from"] == "2024-05-10 10:00:00" && answer["till"] == "2024-05-10 10:20:00")
        let one = try await mayak("vwap", "SBER", "--date", "2024-05-10", "--json")
        let band = try JSON.parse(one.output)["support"]
        #expect(band == JSON.null)
        let none = try await mayak("vwap", "SBER", "--date", "2024-05-09", "--json")
        #expect(
            none.text == """
                {"ticker":"SBER","date":"2024-05-09","vwap":null,"support":null,"resistance":null,"sigma":null,\
                "volume":0,"from":null,"till":null}

                """
        )
        let daily = try JSON.parse(try await mayak("vwap", "GAZP", "--date", "08.05.2024", "--json").output)
        #expect(daily["vwap"]?.double == 150 && daily["sigma"] == JSON.null, "the day is one print")
        #expect(daily["from"] == "2024-05-08 00:00:00" && daily["till"] == "2024-05-09 00:00:00")
        let text = try await mayak("vwap", "CHMK", "--date", "2024-05-10")
        #expect(
            text.text.hasPrefix("CHMK VWAP=11.50  S=10.63  R=12.37\n2024-05-10 10:00:00 to 2024-05-10 10:20:00, 400")
        )
    }

    @Test(
        "a session of which there are no candles is not the whole day",
        arguments: [
            ("GAZP", "evening", "the day's own candle alone is there of 2024-05-08, none of its evening session"),
            ("GAZP", "morning", "2024-05-08 has no morning session"), ("GAZP", "weekend", "no weekend session"),
        ]
    )
    func sessions(_ ticker: String, _ session: String, _ words: String) async throws {
        let run = try await mayak("vwap", ticker, "--date", "2024-05-08", "--session", session)
        #expect(run.status == 65 && run.errors.contains(words), "\(run.text) \(run.errors)")
        let main = try await mayak("vwap", ticker, "--date", "2024-05-08", "--session", "main")
        #expect(main.status == 0 && main.text.hasPrefix("GAZP VWAP=150.00"), "\(main.errors)")
        let nothing = try await mayak("vwap", "CHMK", "--date", "2024-05-10", "--session", "evening")
        #expect(nothing.status == 0 && nothing.text == "CHMK 2024-05-10: no trades from the evening session on\n")
    }

    @Test("a wrong flag ends with 64, wrong data with 65 and its place")
    func failures() async throws {
        for words in [["--date", "soon"], ["--min-gap", "ten"], ["--open", "close"]] {
            let run = try await MayakProcess.run(
                ["gaps"] + words + ["--data", directory.path],
                directory: directory.path
            )
            #expect(run.status == 64 && run.errors.contains(words[0]), "\(run.errors)")
        }
        let unknown = try await mayak("vwap", "CHMKK", "--date", "2024-05-10")
        #expect(unknown.status == 65 && unknown.errors.contains("has no share CHMKK; did you mean CHMK?"))
        let outside = try await mayak("gaps", "--date", "2024-06-10")
        #expect(outside.status == 65 && outside.errors.contains("it has 2024-05-06 to 2024-05-13"))
        _ = try directory.file(
            "eq_1min_2024-05-10_2024-05-10.csv",
            Self.header + "CHMK;2024-05-10 10:00:00;1;1;x;1;1;1\n"
        )
        let broken = try await mayak("vwap", "CHMK", "--date", "2024-05-10")
        #expect(broken.status == 65 && broken.errors.contains("eq_1min_2024-05-10_2024-05-10.csv:2: low: 'x'"))
    }
}
