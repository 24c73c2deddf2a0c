import Platform
import Testing

@Suite(".env")
struct DotEnvReaderTests {
    static let values: [(String, String)] = [
        ("A=1", "1"), ("  export A = 1  ", "1"), ("A=", ""), ("A=a b # comment", "a b"), ("A=a#b", "a#b"),
        ("A=# none", "# none"), ("A= # none", ""), ("A=\t# none", ""), ("A=#Pa55", "#Pa55"), ("A=#Pa55 # c", "#Pa55"),
        ("A=##", "##"), ("A=#", "#"), ("export A=#300\r\n", "#300"), ("A=\"#Pa55\"", "#Pa55"),
        ("A='#Pa55'\t# c", "#Pa55"),
        ("A='x # $y \\n'", "x # $y \\n"), ("A=\"x # \\n \\\" \\$ \\q\" # c", "x # \n \" $ \\q"), ("A=b=c", "b=c"),
        ("\u{FEFF}A=1\r\n", "1"), ("A=-1001234567890", "-1001234567890"), ("A=пароль", "пароль"), ("export=1", "1"),
    ]

    @Test("reads", arguments: values)
    func value(line: String, expected: String) throws {
        #expect(try DotEnvReader.read(line).map(\.value) == [expected])
    }

    @Test("keeps the order and the lines")
    func lines() throws {
        let entries = try DotEnvReader.read("# seed 002\n\nDELAY=600\r\nexport INTERVAL_REQUEST=5\n")
        #expect(entries.map(\.name) == ["DELAY", "INTERVAL_REQUEST"])
        #expect(entries.map(\.line) == [3, 4])
    }

    static let mistakes: [(String, Int, String)] = [
        ("A=1\nB", 2, "expected NAME=value"), ("1A=2", 1, "'1A' is no name"), ("A=\"x", 1, "closing quote"),
        ("A='x' y", 1, "a comment may follow"),
        ("A='x'#y", 1, "only a space and a comment"), ("A=1\n\nA=2", 3, "A: is given twice, first in line 1"),
    ]

    @Test("says where a mistake is", arguments: mistakes)
    func mistake(text: String, line: Int, says: String) throws {
        let error = try #require(throws: ConfigSyntaxError.self) { try DotEnvReader.read(text) }
        #expect(error.position.line == line)
        #expect(error.detail.contains(says), "\(error.detail)")
    }
}
