import Platform

/// `mayak audit verify`: whether nobody has changed an audit log.
enum AuditVerifyCommand: Command {
    static let spec = CommandSpec(
        "audit verify",
        summary: "Check that no line of an audit log was changed, added or taken out",
        details: """
            Each line has the digest of all before it. The last lines can be cut off without a trace: compare the number of entries and the digest with
            those that were noted elsewhere.

            Exit 65: the log is not whole; the line is named.

            mayak audit verify runtime/engine/paper/audit.log
            """,
        positionals: [PositionalSpec("FILE", "The log, audit.log in the folder of an account")],
        options: [.flag("json", "Print one JSON object")]
    )

    static func run(_ arguments: Arguments) async throws {
        let file = arguments.positional(0) ?? ""
        let bytes: [UInt8]
        do {
            bytes = try FileBytes.read(file, limit: AuditChain.largest)
        } catch {
            throw CommandFailure(.data, "mayak audit verify: \(error)")
        }
        let place: AuditChain.Place
        do {
            place = try AuditChain.verify(bytes)
        } catch {
            throw CommandFailure(.data, "\(file):\(error)")
        }
        if arguments.flag("json") {
            let json = JSON.object([
                .init("file", .string(file)), .init("entries", .int(Int64(place.entries))),
                .init("digest", .string(place.digest)),
            ])
            print(json.text)
        } else {
            print("\(file): whole, \(place.entries) entries, last digest \(place.digest)")
        }
    }
}
