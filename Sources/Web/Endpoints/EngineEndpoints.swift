import Market
import Operations
import Platform
import Store

/// The trading engine: what it does, and a person's hands on it.
struct EngineEndpoints: Sendable {
    let store: OperationsStore
    let commands: PostedCommand
    /// See ``EngineAnswer/isSilent``.
    let silence: Duration

    var routes: [APIRoute] {
        [
            .get(
                "/api/engine",
                "engine",
                "State, positions, orders, gains and halts of the trading engine; `state` is `absent` where none was ever configured",
                answer: .json(.any)
            ) { call in
                guard let answer = try await answer(at: call.now) else { return .json(["state": "absent"]) }
                return .json(answer.json)
            },
            .change(
                "/api/engine/halt",
                "engine",
                "Halt the engine alone: it only closes; with `all` it sends no order at all. It holds over a restart",
                role: .trader,
                body: .object(
                    ["all": .boolean.orNull, "reason": .text(0...PortfolioHalting.reasonLimit).orNull],
                    optional: ["all", "reason"]
                ),
                answer: .json(.object(["level": .string, "who": .string, "why": .string, "changed": .boolean]))
            ) { call in try await halt(call) },
            .change(
                "/api/engine/resume",
                "engine",
                "End every halt of the engine that a person can end",
                role: .trader,
                answer: .json(PostedCommandAnswer.schema)
            ) { call in
                _ = try call.body([])
                _ = try await PortfolioResumption(store: store.portfolio)
                    .resume([.engine], by: try call.holder.auditName, at: call.now)
                return try await commands.post(.engine(.resume), .engineResume, of: "engine", call)
            },
            .change(
                "/api/engine/flatten",
                "engine",
                "Cancel all orders of the engine, close all its positions, and let nothing new through",
                role: .trader,
                body: .object(["reason": .text(0...PortfolioHalting.reasonLimit).orNull], optional: ["reason"]),
                answer: .json(PostedCommandAnswer.schema)
            ) { call in
                let body = try call.body(["reason"])
                let reason = try call.text("reason", of: body, limit: PortfolioHalting.reasonLimit) ?? ""
                return try await commands.post(.engine(.flatten(reason: reason)), .engineFlatten, of: "engine", call)
            },
        ]
    }

    private func answer(at now: Timestamp) async throws -> EngineAnswer? {
        try await EngineAnswer(at: now, silence: silence, engine: store.engine, portfolio: store.portfolio)
    }

    private func halt(_ call: APICall) async throws -> APIAnswer {
        let body = try call.body(["all", "reason"])
        guard try await store.engine.reading() != nil else { throw Problem(.conflict, EngineRefusal.absent.rawValue) }
        let isWhole = try call.flag("all", of: body) ?? false
        let outcome = try await PortfolioHalting(store: store.portfolio).halt(
            [.engine],
            isWhole ? .stopped : .reduceOnly,
            by: try call.holder.auditName,
            reason: try call.text("reason", of: body, limit: PortfolioHalting.reasonLimit) ?? "",
            at: call.now
        )
        return .json([
            "level": .string(outcome.halt.level.rawValue), "who": .string(outcome.halt.who),
            "why": .string(outcome.halt.why), "changed": .bool(outcome.isNew),
        ])
    }
}
