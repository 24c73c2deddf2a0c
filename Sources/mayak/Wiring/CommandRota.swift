import Market
import Operations
import Platform
import Store

/// A change of the rota that a command line asks for.
struct CommandRota {
    static let hours: [OptionSpec] = [
        .value("days", "DAYS", "mon, mon-fri, weekdays, weekends or all", default: "all"),
        .value("hours", "H-H", "Moscow time, whole hours, such as 9-19, or 19-9 over midnight", default: "0-24"),
    ]

    private let wish: DutyWish

    /// - Throws: ``UsageError`` for days or hours that there are none of.
    init(_ arguments: Arguments, names: [String]) throws {
        let days = try arguments.value(
            "days",
            expecting: "mon to sun, a span such as mon-fri, weekdays, weekends or all"
        ) {
            DutyWish.days($0)
        }
        let hours = try arguments.value("hours", expecting: "whole hours from 0 to 24, such as 9-19 or 19-9") {
            DutyWish.hours($0)
        }
        let said = [arguments.string("days"), arguments.given("hours")].compactMap(\.self)
        wish = DutyWish(
            days: days ?? Weekday.allCases,
            hours: hours ?? 0..<24,
            names: names,
            text: said.joined(separator: " ")
        )
    }

    /// Writes it, and prints the week.
    ///
    /// - Throws: ``CommandFailure`` where a name means nobody.
    func apply(_ arguments: Arguments) async throws {
        let room = try await CommandPeople(arguments)
        let known = try await room.store.people.team()
        guard let edit = RotaEdit(wish, among: known) else {
            await room.store.close()
            let unknown = wish.people(among: known).unknown ?? ""
            let names = known.isEmpty ? "nobody" : known.map { "\($0.name) (\($0.id))" }.joined(separator: ", ")
            throw CommandFailure(.failure, "mayak oncall: nobody with a role is called '\(unknown)'; there is \(names)")
        }
        var batch = StoreBatch()
        edit.add(to: &batch, by: room.author, at: room.clock.now)
        try await room.store.commit(batch)
        let rota = try await room.store.people.rota()
        await room.store.close()
        let listing = RotaListing(rota: rota, now: room.clock.now)
        print(arguments.flag("json") ? listing.json.printed() : listing.text)
    }
}
