import Learning
import Testing

@Suite("Lines to train on")
struct TrainingLinesTests {
    private func lines(_ text: String, _ horizon: TrainingSpan = .rows(1)) throws -> TrainingLines {
        try TrainingLines(Array(text.utf8), named: "t.jsonl", horizon: horizon)
    }

    @Test("rows are ordered by time, and a label ends so many rows of its figi later")
    func order() throws {
        let read = try lines(
            """
            {"figi": "A", "features": [1, 2.5], "label": 1, "ts": 300}
            {"figi": "A", "features": [3, 4], "label": 0, "ts": 100}

            {"figi": "B", "features": [5, 6], "label": -1, "ts": 200}
            {"figi": "A", "features": [7, 8], "label": 0, "ts": 200}
            """
        )
        #expect(read.hasTimes && read.names == ["f0", "f1"])
        #expect(read.rows.map(\.start) == [100, 200, 200, 300])
        // The last row of each figi cannot know more than the data has.
        #expect(read.rows.map(\.end) == [200, 300, 300, 300])
        let set = try TrainingSet(read.rows, names: read.names)
        #expect(set.classes == [-1, 0, 1] && set.labels == [1, 0, 1, 2])
        #expect(set.row(0) == [3, 4] && set.row(3) == [1, 2.5])
    }

    @Test("without times the order of the lines is the time")
    func numbers() throws {
        let line = #"{"figi":"A","features":[1],"label":0}"#
        let read = try lines("\(line)\n\(line)\r\n\(line)\n", .rows(2))
        #expect(!read.hasTimes)
        #expect(read.rows.map(\.start) == [0, 1, 2] && read.rows.map(\.end) == [2, 2, 2])
        #expect { try lines(line, .time(5)) } throws: {
            "\($0)" == "t.jsonl: has no 'ts': the horizon must be a number of rows, not 0ms"
        }
    }

    @Test(
        "a broken line is refused with its number, and with what is allowed",
        arguments: [
            (#"{"figi":"A","features":[1,2],"label":"#, "no whole JSON object"),
            (#"[1,2]"#, "no object; a line is {"),
            (#"{"features":[1,2],"label":1}"#, "figi: a text is needed"),
            (#"{"figi":"A","label":1}"#, "features: a list of numbers is needed"),
            (#"{"figi":"A","features":[1,null],"label":1}"#, "features[1] is not a number"),
            (#"{"figi":"A","features":[1,"2"],"label":1}"#, "features[1] is not a number"),
            (#"{"figi":"A","features":[1,2,3],"label":1}"#, "has 3 features, the first line 2"),
            (#"{"figi":"A","features":[1,2],"label":0.5}"#, "label: -1, 0 or 1 is needed"),
            (#"{"figi":"A","features":[1,2],"label":2}"#, "label: -1, 0 or 1 is needed"),
            (#"{"figi":"A","features":[1,2],"label":1,"ts":5}"#, "ts: all lines have it, or none; the first has not"),
        ]
    )
    func broken(_ line: String, _ words: String) {
        let good = #"{"figi":"A","features":[1,2],"label":1}"#
        #expect { try lines("\(good)\n\n\(line)\n\(good)") } throws: {
            "\($0)".hasPrefix("t.jsonl:3: ") && "\($0)".contains(words)
        }
    }

    @Test("no rows and one label are refused")
    func nothing() throws {
        #expect { try lines("\n \n") } throws: { "\($0)".hasPrefix("t.jsonl: has no rows; a line is {") }
        let read = try lines(#"{"figi":"A","features":[1],"label":1}"#)
        #expect { try TrainingSet(read.rows, names: read.names) } throws: {
            "\($0)" == "all 1 rows have one label, 1: there is nothing to tell apart"
        }
    }

    @Test(
        "spans are rows or times",
        arguments: [
            ("20", TrainingSpan.rows(20)), ("500ms", .time(500_000_000)), ("10s", .time(10_000_000_000)),
            ("5m", .time(300_000_000_000)), ("0", .rows(0)), ("-1", nil), ("s", nil), ("1.5s", nil), ("99999999s", nil),
            ("9223372036854775807m", nil), ("", nil), ("1000001", nil),
        ]
    )
    func spans(_ text: String, _ span: TrainingSpan?) {
        #expect(TrainingSpan(text) == span)
    }
}
