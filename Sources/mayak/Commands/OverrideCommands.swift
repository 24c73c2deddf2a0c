import Engine
import FoundationEssentials
import Market
import Platform

/// Where the flag of `mayak override` is.
private let flagOption = OptionSpec.value(
    "flag",
    "PATH",
    "manual_override.flag_path of the plan",
    default: ManualOverride.Options().path
)

/// `mayak override set`: a person stops a running engine.
enum OverrideSetCommand: Command {
    static let spec = CommandSpec(
        "override set",
        summary: "Stop mayak run from sending orders, until override clear",
        details: """
            Makes the flag's file with the reason in it. A running engine sees it within manual_override.poll_interval_seconds (1), takes away what rests
            and sends nothing; books go on coming, positions stay. With manual_override.auto_resume_minutes it ends by itself, counted over restarts.

            mayak override set 'the feed looks odd'
            """,
        positionals: [PositionalSpec("REASON", "Why, for the journal and the audit log")],
        options: [flagOption]
    )

    static func run(_ arguments: Arguments) async throws {
        let path = try arguments.required("flag")
        let reason = arguments.positional(0) ?? ""
        guard reason.count <= ManualOverride.longestReason else {
            throw UsageError(
                .invalidValue,
                "mayak override set: the reason has \(reason.count) characters, \(ManualOverride.longestReason) are allowed"
            )
        }
        let folder = URL(filePath: path).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileBytes.replace(path, Array("\(reason)\n".utf8))
        print("\(path): set; an engine that runs with this flag sends no orders until mayak override clear")
    }
}

/// `mayak override clear`: trading goes on.
enum OverrideClearCommand: Command {
    static let spec = CommandSpec(
        "override clear",
        summary: "End a stop by override set",
        details: "Halts by other causes stay. Exit 1: there was none.",
        options: [flagOption]
    )

    static func run(_ arguments: Arguments) async throws {
        let path = try arguments.required("flag")
        guard FileBytes.exists(path) else {
            throw CommandFailure(.failure, "mayak override clear: \(path) is not set")
        }
        try FileBytes.remove(path)
        print("\(path): cleared")
    }
}

/// `mayak override flatten`: the kill switch.
enum OverrideFlattenCommand: Command {
    static let spec = CommandSpec(
        "override flatten",
        summary: "Cancel everything, close every position, and let nothing new through",
        details: """
            A running engine cancels its orders and closes each position once its instrument has no order of open fate. It stays stopped, over restarts
            and days, until mayak override resume killSwitch. Without --yes nothing is done.

            Exit 1: no engine took it within 10 s, and it is taken back.

            mayak override flatten 'exchange outage' --yes
            """,
        positionals: [PositionalSpec("REASON", "Why, for the journal and the audit log")],
        options: [flagOption, .flag("yes", "Do it")]
    )

    static func run(_ arguments: Arguments) async throws {
        guard arguments.flag("yes") else {
            throw CommandFailure(
                .failure,
                "mayak override flatten: nothing was done; with --yes every position is closed"
            )
        }
        let path = try arguments.required("flag")
        let why = String((arguments.positional(0) ?? "").prefix(ManualOverride.longestReason))
        try await OperatorMailbox(besides: path).hand(over: .flatten(why: why), .flatten, "mayak override flatten")
        print("taken: the engine cancels its orders and closes its positions")
    }
}

/// `mayak override resume`: ends a halt that only a person can end.
enum OverrideResumeCommand: Command {
    static let spec = CommandSpec(
        "override resume",
        summary: "End a halt of a running engine that waits for a person",
        details: """
            CAUSE is that of the log and of checkpoint.json, such as mismatch (the broker held something else), volatility, killSwitch or unreadable. A kill
            switch that still closes positions goes on.

            Exit 1: no engine took it within 10 s, and it is taken back.

            mayak override resume mismatch
            """,
        positionals: [PositionalSpec("CAUSE", "Which halt")],
        options: [flagOption]
    )

    static func run(_ arguments: Arguments) async throws {
        let text = arguments.positional(0) ?? ""
        guard let cause = Halt.Cause(rawValue: text) else {
            let causes = Halt.Cause.allCases.map(\.rawValue)
            let hint = nearest(to: text, among: causes).map { ", perhaps '\($0)'" } ?? ""
            throw UsageError(
                .invalidValue,
                "mayak override resume: '\(text.bounded(to: 100))' is no cause\(hint); allowed: \(causes.joined(separator: ", "))"
            )
        }
        let path = try arguments.required("flag")
        try await OperatorMailbox(besides: path).hand(over: .resume(cause), .resume, "mayak override resume")
        print("taken: \(cause.rawValue)")
    }
}

extension OperatorMailbox {
    /// Leaves a request and waits until an engine has taken it.
    fileprivate func hand(over request: Request, _ kind: Kind, _ command: String) async throws {
        try put(request)
        let clock = SystemClock()
        let deadline = clock.now + .seconds(10)
        while FileBytes.exists(path(kind)) {
            guard clock.now < deadline else {
                try FileBytes.remove(path(kind))
                throw CommandFailure(
                    .failure,
                    "\(command): no engine took it within 10 s; mayak run has to run with this flag, and manual_override.enabled"
                )
            }
            try await clock.sleep(for: .milliseconds(100))
        }
    }
}

/// `mayak override show`: whether there is one.
enum OverrideShowCommand: Command {
    static let spec = CommandSpec(
        "override show",
        summary: "Say whether a stop by override set is in force, and why",
        options: [flagOption, .flag("json", "Print one JSON object")]
    )

    static func run(_ arguments: Arguments) async throws {
        let path = try arguments.required("flag")
        let isSet = FileBytes.exists(path)
        let reason =
            isSet ? String(decoding: try FileBytes.head(path, count: 4_096), as: UTF8.self).trimmingNewlines : nil
        if arguments.flag("json") {
            let json = JSON.object([
                .init("flag", .string(path)), .init("set", .bool(isSet)),
                .init("reason", reason.map { .string($0) } ?? .null),
            ])
            print(json.text)
        } else {
            print(reason.map { "\(path): set: \($0)" } ?? "\(path): not set")
        }
    }
}

extension String {
    fileprivate var trimmingNewlines: String { split(whereSeparator: \.isNewline).joined(separator: " ") }
}
