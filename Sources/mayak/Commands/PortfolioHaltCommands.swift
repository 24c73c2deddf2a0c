import Market
import Operations
import Platform
import Store

/// `mayak portfolio halt`: a person stops the daily trading jobs.
enum PortfolioHaltCommand: Command {
    static let spec = CommandSpec(
        "portfolio halt",
        summary: "Stop the daily trading jobs from buying, or from trading at all",
        details: """
            Nothing opens any more, while exits, stops and targets go on; with --all no order is sent at all. It outlasts restarts and days, until
            mayak portfolio resume or /resume in the chat. The audit trail keeps who did it. Without --yes nothing is changed.

            mayak portfolio halt --reason 'the feed looks odd' --yes
            mayak portfolio halt --all --yes
            """,
        options: [
            .flag("all", "Exits, stops and targets too"),
            .value("reason", "TEXT", "Why, for everybody who asks; at most \(PortfolioHalting.reasonLimit) characters"),
            .flag("yes", "Do it"),
        ] + CommandPortfolio.options
    )

    static func run(_ arguments: Arguments) async throws {
        let reason = arguments.string("reason") ?? ""
        guard reason.count <= PortfolioHalting.reasonLimit else {
            throw UsageError(
                .invalidValue,
                "mayak portfolio halt: --reason has \(reason.count) characters, \(PortfolioHalting.reasonLimit) are allowed"
            )
        }
        let level: Halt.Level = arguments.flag("all") ? .stopped : .reduceOnly
        let room = try await CommandPortfolio(arguments)
        do {
            guard arguments.flag("yes") else {
                let effect = level == .stopped ? "no order would be sent at all" : "nothing would be bought"
                throw CommandFailure(.failure, "mayak portfolio halt: nothing was changed; with --yes \(effect)")
            }
            let outcome = try await PortfolioHalting(store: room.store.portfolio).halt(
                [room.key],
                level,
                by: CommandCalendar.terminalUser,
                reason: reason,
                at: room.clock.now
            )
            let state = outcome.isNew ? "halted" : "halted already"
            let since = room.key.market.zone.text(outcome.halt.since)
            print("\(room.name): \(state): \(outcome.halt.words), since \(since): \(outcome.halt.reason)")
            await room.store.close()
        } catch {
            await room.store.close()
            throw error
        }
    }
}

/// `mayak portfolio resume`: trading goes on after a halt.
enum PortfolioResumeCommand: Command {
    static let spec = CommandSpec(
        "portfolio resume",
        summary: "Let the daily trading jobs go on after a halt",
        details:
            """
            After a halt of the risk checks losses count from now on. Without --yes it only says what would end; the audit trail keeps who did it.
            """,
        options: CommandPortfolio.options + [.flag("yes", "Do it")]
    )

    static func run(_ arguments: Arguments) async throws {
        let room = try await CommandPortfolio(arguments)
        do {
            let halts = try await room.store.portfolio.halts(of: room.key).all
            if halts.isEmpty {
                print("\(room.name): trading is not halted")
            } else if arguments.flag("yes") {
                let resumption = PortfolioResumption(store: room.store.portfolio)
                let ended = try await resumption.resume(
                    [room.key],
                    by: CommandCalendar.terminalUser,
                    at: room.clock.now
                )
                for halt in ended { print("\(room.name): ended: \(halt.words): \(halt.reason)") }
            } else {
                for halt in halts { print("\(room.name): halted: \(halt.words): \(halt.reason)") }
                throw CommandFailure(.failure, "mayak portfolio resume: nothing was changed; --yes ends these halts")
            }
            await room.store.close()
        } catch {
            await room.store.close()
            throw error
        }
    }
}

extension Halt {
    /// The cause, and whether a person stopped exits too.
    var words: String { cause == .person && level == .stopped ? "\(cause.rawValue), all orders" : cause.rawValue }
}
