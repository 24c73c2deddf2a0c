import Market
import Platform
import Testing

@Suite("Command line")
struct CommandLineTests {
    static let plot = CommandSpec(
        "plot",
        summary: "Draw a plot",
        positionals: [PositionalSpec("FEED", "Market and endpoint", required: false)],
        options: [
            .value("market", "MARKET", "Which market", default: "EQ", allowed: ["EQ", "FX", "FO"]),
            .value("out", "FILE", "Where to"),
            .value("set", "KEY=VALUE", "Override", repeatable: true),
            .value("count", "N", "How many", default: "3"),
            .flag("json", "Machine-readable"),
            .flag("dry-run", "Send nothing", negatable: true),
        ]
    )
    static let show = CommandSpec(
        "calendar show",
        summary: "Show a day",
        positionals: [PositionalSpec("DATE", "The day")]
    )
    static let set = CommandSpec("calendar set", summary: "Edit a day")
    static let scheduler = CommandSpec("scheduler", aliases: ["start"], summary: "Run jobs")
    static let directory = CommandDirectory([plot, show, set, scheduler], about: "About.", version: "1.2.3")

    struct Mistake: CustomTestStringConvertible, Sendable {
        let words: [String]
        let kind: UsageError.Kind
        let text: String
        var testDescription: String { words.joined(separator: " ") }
    }

    static let mistakes = [
        Mistake(words: ["plto"], kind: .unknownCommand, text: "mayak: unknown command 'plto'; did you mean 'plot'?"),
        Mistake(words: ["strat"], kind: .unknownCommand, text: "mayak: unknown command 'strat'; did you mean 'start'?"),
        Mistake(
            words: ["--verion"],
            kind: .unknownFlag,
            text: "mayak: unknown flag '--verion'; did you mean '--version'?"
        ),
        Mistake(
            words: ["plot", "--jsn"],
            kind: .unknownFlag,
            text: "mayak plot: unknown flag '--jsn'; did you mean '--json'?"
        ),
        Mistake(
            words: ["plot", "--no-dry-rn"],
            kind: .unknownFlag,
            text: "mayak plot: unknown flag '--no-dry-rn'; did you mean '--no-dry-run'?"
        ),
        Mistake(
            words: ["plot", "--no-json"],
            kind: .unknownFlag,
            text: "mayak plot: unknown flag '--no-json'; did you mean '--json'?"
        ),
        Mistake(
            words: ["plot", "--market", "EX"],
            kind: .invalidValue,
            text: "mayak plot: --market cannot be 'EX'; did you mean 'EQ'? (allowed: EQ, FX, FO)"
        ),
        Mistake(words: ["plot", "--out"], kind: .missingValue, text: "mayak plot: --out needs a value: --out FILE"),
        Mistake(
            words: ["plot", "--out", "--json"],
            kind: .missingValue,
            text: "mayak plot: --out needs a value: --out FILE"
        ),
        Mistake(
            words: ["plot", "--json=1"],
            kind: .unexpectedValue,
            text: "mayak plot: --json takes no value, got '1'"
        ),
        Mistake(words: ["plot", "--out=a", "--out=b"], kind: .repeatedFlag, text: "mayak plot: --out is given twice"),
        Mistake(
            words: ["plot", "a", "b"],
            kind: .extraArgument,
            text: "mayak plot: unexpected argument 'b'; usage: mayak plot [OPTIONS] [FEED]"
        ),
        Mistake(
            words: ["calendar", "show"],
            kind: .missingArgument,
            text: "mayak calendar show: DATE is missing; usage: mayak calendar show DATE"
        ),
        Mistake(
            words: ["calendar", "shwo"],
            kind: .unknownCommand,
            text: "mayak calendar: unknown command 'shwo'; did you mean 'show'?"
        ),
        Mistake(words: ["calendar"], kind: .missingArgument, text: "mayak calendar: say which: show, set"),
    ]

    @Test("says in one line what is wrong and what is nearest", arguments: mistakes)
    func mistake(_ mistake: Mistake) throws {
        let error = try #require(throws: UsageError.self) { _ = try Self.directory.request(mistake.words) }
        #expect(error.kind == mistake.kind)
        #expect(error.detail == mistake.text)
    }

    @Test("reads both spellings of a value, switches, negative numbers and what follows --")
    func parsing() throws {
        let arguments = try Self.plot.parse([
            "--out=a=b", "--count", "-7", "--set", "x=1", "--set=y=2", "--no-dry-run", "--", "--json",
        ])
        #expect(arguments.string("out") == "a=b")
        #expect(try arguments.integer("count") == -7)
        #expect(arguments.strings("set") == ["x=1", "y=2"])
        #expect(arguments.choice("dry-run") == false)
        #expect(!arguments.flag("json"))
        #expect(arguments.positionals == ["--json"])
        #expect(arguments.string("market") == "EQ")
        #expect(arguments.given("market") == nil)
    }

    @Test("typed getters name the option and what they expect")
    func getters() throws {
        let arguments = try Self.plot.parse(["--count", "12x", "--out", "2026-02-30"])
        #expect(
            throws: UsageError(
                .invalidValue,
                "mayak plot: --count cannot be '12x': expected a whole number from 1 to 9"
            )
        ) {
            try arguments.integer("count", in: 1...9)
        }
        #expect(throws: UsageError(.invalidValue, "mayak plot: --out cannot be '2026-02-30': expected YYYY-MM-DD")) {
            try arguments.value("out", expecting: "YYYY-MM-DD") { CivilDate($0) }
        }
        #expect(throws: UsageError(.missingArgument, "mayak plot: --out FILE is required")) {
            try Self.plot.parse([]).required("out")
        }
    }

    @Test("help lists every flag with its values and default")
    func help() throws {
        guard case .print(let text) = try Self.directory.request(["plot", "--help", "--jsn"]) else {
            Issue.record("expected text")
            return
        }
        #expect(
            text == """
                Draw a plot

                Usage: mayak plot [OPTIONS] [FEED]

                Arguments:
                  FEED  Market and endpoint

                Options:
                  --market MARKET  Which market [EQ|FX|FO] (default: EQ)
                  --out FILE       Where to
                  --set KEY=VALUE  Override (may be repeated)
                  --count N        How many (default: 3)
                  --json           Machine-readable
                  --[no-]dry-run   Send nothing
                  --help           Print this page

                """
        )
    }

    @Test("the general help names every command", arguments: [[], ["help"], ["--help"], ["-h"]])
    func generalHelp(_ words: [String]) throws {
        guard case .print(let text) = try Self.directory.request(words) else {
            Issue.record("expected text")
            return
        }
        for name in ["plot", "calendar show", "calendar set", "scheduler"] { #expect(text.contains("  \(name) ")) }
    }

    @Test("an alias and a group find their command")
    func resolution() throws {
        guard case .run(3, _) = try Self.directory.request(["start"]),
            case .run(1, let arguments) = try Self.directory.request(["calendar", "show", "2026-05-09"]),
            case .print("mayak 1.2.3\n") = try Self.directory.request(["--version"])
        else {
            Issue.record("wrong command")
            return
        }
        #expect(arguments.positionals == ["2026-05-09"])
    }
}

@Suite("Edit distance")
struct EditDistanceTests {
    @Test(
        "counts insertions, deletions, replacements and neighbour swaps",
        arguments: [
            ("", "abc", 3), ("kitten", "sitting", 3), ("plto", "plot", 1), ("ca", "abc", 3), ("DELAY", "DELAY", 0),
        ]
    )
    func distance(left: String, right: String, expected: Int) {
        #expect(editDistance(left, right) == expected)
        #expect(editDistance(right, left) == expected)
    }

    @Test("the first of equally near words wins, and no candidate gives nil")
    func ties() {
        #expect(nearest(to: "ab", among: ["ac", "ad"]) == "ac")
        for (word, near) in [
            ("alerts", nil), ("halt", nil), ("resume", nil), ("strat", "start"), ("EX", nil), ("pepole", "people"),
            ("", nil),
        ] {
            #expect(nearMiss(of: word, among: ["start", "help", "people"]) == near, "\(word)")
        }
        #expect(nearest(to: "ab", among: []) == nil)
    }

    @Test("a word cut short means what it begins, however many letters are missing")
    func begun() {
        #expect(nearest(to: "prod", among: ["sandbox", "production"]) == "production")
        #expect(nearest(to: "Prod", among: ["production-like", "production"]) == "production")
        #expect(nearest(to: "", among: ["sandbox", "eu"]) == "eu")
    }
}
