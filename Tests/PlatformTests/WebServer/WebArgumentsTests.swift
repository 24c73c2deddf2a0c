import Platform
import Testing

@Suite("Web arguments")
struct WebArgumentsTests {
    private func request(_ type: String?, _ body: String, query: [(String, String)] = []) -> WebRequest {
        let headers = type.map { [("Content-Type", $0)] } ?? []
        return WebRequest(method: "POST", path: "/", query: query, headers: headers, body: Array(body.utf8))
    }

    static let bodies: [(name: String, type: String?, body: String, expected: [String])] = [
        ("no type", nil, "a=1", ["q=0"]),
        ("form", "application/x-www-form-urlencoded; charset=UTF-8", "a=1+2&b=%D1%8F", ["q=0", "a=1 2", "b=я"]),
        (
            "JSON values keep their text", "application/json",
            #"{"a": 5, "b":"5", "c": [1, {"d": "e"}], "f": null, "g": -1.50e+2}"#,
            ["q=0", "a=5", "b=5", #"c=[1, {"d": "e"}]"#, "f=null", "g=-1.50e+2"]
        ),
        (
            "JSON strings are unescaped", "Application/JSON", #" { "a\u0062" : "\u043f\n\"\\\/\ud83d\ude00\ud83d" } "#,
            ["q=0", "ab=п\n\"\\/😀\u{FFFD}"]
        ),
        ("empty JSON object", "application/json", "{}", ["q=0"]),
        (
            "aiogram: type before disposition", "multipart/form-data; boundary=abc",
            "--abc\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n-5\r\n--abc--\r\n",
            ["q=0", "chat_id=-5"]
        ),
        (
            "telebot: bare file name, no type", "multipart/form-data; boundary=\"a b\"",
            "preamble\r\n--a b\r\nContent-Disposition: form-data; name=\"photo\"; filename=plot.png\r\n\r\n\r\n--a\r\n\r\n--a b--",
            ["q=0", "file photo plot.png none 7"]
        ),
        (
            "extended file name wins", "multipart/form-data; boundary=x",
            "--x\r\ncontent-disposition: form-data; filename=\"?.png\"; filename*=UTF-8''%D1%8F.png; name=d\r\nCONTENT-TYPE: image/png\r\n\r\n\r\n--x--",
            ["q=0", "file d я.png image/png 0"]
        ),
        (
            "escaped quotes and a semicolon in the name", "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=\"a;\\\"b\"; filename=\"C:\\dir\\f;.txt\"\r\n\r\n1\r\n--x--",
            ["q=0", #"file a;"b C:\dir\f;.txt none 1"#]
        ),
    ]

    @Test("merges the query with the body", arguments: bodies)
    func merged(_ row: (name: String, type: String?, body: String, expected: [String])) throws {
        let arguments = try request(row.type, row.body, query: [("q", "0")]).arguments()
        let values = arguments.values.map { "\($0.name)=\($0.value)" }
        let files = arguments.files.map {
            "file \($0.name) \($0.filename) \($0.contentType ?? "none") \($0.bytes.count)"
        }
        #expect(values + files == row.expected)
    }

    @Test("gives the query's value when a name comes twice")
    func first() throws {
        let arguments = try request("application/x-www-form-urlencoded", "a=body", query: [("a", "query")]).arguments()
        #expect(arguments["a"] == "query")
        #expect(arguments["b"] == nil)
    }

    static let malformed: [(name: String, type: String, body: String, kind: WebArgumentError.Kind)] = [
        ("array", "application/json", "[]", .malformedJSON),
        ("text after", "application/json", "{} x", .malformedJSON),
        ("no end", "application/json", #"{"a": [1, 2}"#, .malformedJSON),
        ("trailing comma", "application/json", #"{"a":1,}"#, .malformedJSON),
        ("bare word", "application/json", #"{"a":yes}"#, .malformedJSON),
        ("leading zero", "application/json", #"{"a":01}"#, .malformedJSON),
        ("half escape", "application/json", #"{"a":"\u12"}"#, .malformedJSON),
        ("line break in a string", "application/json", "{\"a\":\"\n\"}", .malformedJSON),
        ("deep nesting", "application/json", #"{"a":"# + String(repeating: "[", count: 100_000), .malformedJSON),
        ("no boundary", "multipart/form-data", "--x--", .malformedMultipart),
        ("boundary never comes", "multipart/form-data; boundary=x", "--y--", .malformedMultipart),
        (
            "no closing boundary", "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1", .malformedMultipart
        ),
        (
            "no name", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--",
            .malformedMultipart
        ),
        ("no empty line", "multipart/form-data; boundary=x", "--x\r\nabc\r\n--x--", .malformedMultipart),
    ]

    @Test("refuses a malformed body", arguments: malformed)
    func refused(_ row: (name: String, type: String, body: String, kind: WebArgumentError.Kind)) {
        let error = #expect(throws: WebArgumentError.self) { try request(row.type, row.body).arguments() }
        #expect(error?.kind == row.kind)
    }

    @Test("never crashes on broken bytes")
    func brokenBytes() {
        var state: UInt64 = 1
        let seeds = Self.bodies.map { ($0.type ?? "application/json", Array($0.body.utf8)) }
        for round in 0..<3000 {
            var (type, body) = seeds[round % seeds.count]
            for _ in 0..<1 + round % 4 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let place = Int(state >> 33) % max(1, body.count)
                if state & 1 == 0 {
                    body[place] = UInt8(truncatingIfNeeded: state >> 24)
                } else {
                    body = Array(body[..<place])
                }
                if body.isEmpty { break }
            }
            let request = WebRequest(path: "/", headers: [("Content-Type", type)], body: body)
            do throws(WebArgumentError) {
                _ = try request.arguments()
            } catch {
                #expect(!error.detail.isEmpty)
            }
        }
    }
}
