import Platform
import Testing

@Suite("URL encoding")
struct URLEncodingTests {
    @Test("encodes like Python's quote and quote_plus with safe='~'")
    func encoding() {
        let text = "чай & кофе=100%/~a-b_c.d+e f*"
        let tail = "%2F~a-b_c.d%2Be"
        let tea = "%D1%87%D0%B0%D0%B9"
        let coffee = "%D0%BA%D0%BE%D1%84%D0%B5%3D100%25"
        #expect(URLEncoding.component(text) == "\(tea)%20%26%20\(coffee)\(tail)%20f%2A")
        #expect(URLEncoding.form([("q", text)]) == "q=\(tea)+%26+\(coffee)\(tail)+f%2A")
    }

    static let readings: [(text: String, fields: [String])] = [
        ("", []), ("a=1&b=2", ["a", "1", "b", "2"]), ("a", ["a", ""]), ("a=&&=b", ["a", "", "", "b"]),
        ("a=b=c", ["a", "b=c"]), ("x=%D1%8F+%2B", ["x", "я +"]), ("x=100%", ["x", "100%"]), ("x=%4", ["x", "%4"]),
        ("x=%zz%41", ["x", "%zzA"]), ("x=%FF", ["x", "\u{FFFD}"]),
    ]

    @Test("reads fields, broken ones too", arguments: readings)
    func reading(_ row: (text: String, fields: [String])) {
        #expect(URLEncoding.fields(of: row.text).flatMap { [$0.0, $0.1] } == row.fields)
    }

    @Test("adds a query to a URL")
    func query() {
        #expect(URLEncoding.url("http://a/b", query: []) == "http://a/b")
        #expect(URLEncoding.url("http://a/b", query: [("c", "d e")]) == "http://a/b?c=d%20e")
        #expect(URLEncoding.url("http://a/b?x=1", query: [("c", "")]) == "http://a/b?x=1&c=")
    }

    @Test("keeps a plus in a path")
    func path() {
        #expect(URLEncoding.decodedPath("/a+b%20%D1%8F") == "/a+b я")
    }
}
