import Market
import Operations
import Platform
import Store

/// `mayak oncall list`: who is on call now and in the week.
enum OncallListCommand: Command {
    static let spec = CommandSpec(
        "oncall list",
        summary: "List who is on call now, and in which hours of the week",
        details: "Hours are Moscow time. Reminders and escalations call whoever is on call by name.",
        options: CommandPeople.options
    )

    static func run(_ arguments: Arguments) async throws {
        let room = try await CommandPeople(arguments, isReading: true)
        let rota = try await room.store.people.rota()
        await room.store.close()
        let listing = RotaListing(rota: rota, now: room.clock.now)
        print(arguments.flag("json") ? listing.json.printed() : listing.text)
    }
}

/// The rota on a terminal: a row for each run of days that are alike.
struct RotaListing {
    let rota: DutyRota
    let now: Timestamp

    var text: String {
        let present = rota.onDuty(at: now).map(\.name)
        guard !rota.duties.isEmpty else {
            return "Nobody is on call: mayak oncall set --days mon-fri --hours 9-19 --people NAME"
        }
        let rows = RotaTable(rota).rows.map { row in
            let days = row.first == row.last ? name(row.first) : "\(name(row.first))-\(name(row.last))"
            let spans = row.spans.map { span in
                "\(padded(span.from, to: 2))-\(padded(span.until, to: 2)) \(span.names.joined(separator: ", "))"
            }
            return "\(days.padded(to: 8)) \(spans.joined(separator: "; "))"
        }
        return (["now      \(present.isEmpty ? "nobody" : present.joined(separator: ", "))"] + rows)
            .joined(separator: "\n")
    }

    var json: JSON {
        let rows = RotaTable(rota).rows.flatMap { row in
            row.spans.map { span -> JSON in
                [
                    "first": .string(name(row.first)), "last": .string(name(row.last)), "from": .int(Int64(span.from)),
                    "until": .int(Int64(span.until)), "people": people(Array(zip(span.people, span.names))),
                ]
            }
        }
        return ["now": people(rota.onDuty(at: now).map { ($0.person, $0.name) }), "rota": .array(rows)]
    }

    private func people(_ people: [(id: Int64, name: String)]) -> JSON {
        .array(people.map { ["id": .int($0.id), "name": .string($0.name)] })
    }

    private func name(_ day: Weekday) -> String { String("\(day)".prefix(3)) }
}
