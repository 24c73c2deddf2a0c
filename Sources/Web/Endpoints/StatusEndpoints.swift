import Market
import Operations
import Platform
import Store

/// What goes on as a whole: status, health, configuration, people.
struct StatusEndpoints: Sendable {
    let store: OperationsStore
    let health: HealthQuestion
    /// Every key of the configuration, secrets masked.
    let configuration: [ConfigurationReader.Shown]
    /// The trading jobs as they are configured, by what the scheduler has planned.
    let orchestrator: @Sendable ([JobPlan]) -> JSON
    let portfolios: [PortfolioKey]
    /// Admins by configuration.
    let appointed: [Int64]

    var routes: [APIRoute] {
        [
            .get(
                "/api/status",
                "status",
                "What is configured and what goes on, as `mayak status --json` has it",
                answer: .json(Self.status)
            ) { call in
                .json(try await status(at: call.now))
            },
            .get(
                "/api/health",
                "status",
                "Whether the product does its work, and what is wrong",
                answer: .json(Self.health)
            ) { _ in
                .json(try await health.answer().json)
            },
            .get(
                "/api/configuration",
                "status",
                "Every key with its value and the layer it comes from; secrets are masked",
                role: .admin,
                answer: .json(Self.configuration)
            ) { _ in
                .json(["keys": .array(configuration.map(\.json))])
            },
            .get("/api/people", "people", "Who has which role", role: .admin, answer: .json(Self.people)) { _ in
                .json(try await people())
            },
            .get("/api/me", "people", "Whose key this is, and what it allows", answer: .json(Self.me)) { call in
                let holder = try call.holder
                return .json([
                    "id": .int(holder.person.id), "name": .string(holder.person.name),
                    "role": .string(holder.role.rawValue), "key": .string(holder.key.kind.rawValue),
                    "expires_at": .string(RFC3339.text(holder.key.expiresAt)),
                ])
            },
        ]
    }

    private func status(at now: Timestamp) async throws -> JSON {
        let state = try await ProductState(of: store)
        var answers: [PortfolioAnswer] = []
        for key in portfolios {
            answers.append(try await PortfolioAnswer(key, on: key.market.zone.local(now).date, from: store.portfolio))
        }
        return StatusAnswer(
            now: now,
            configuration: configuration,
            state: state,
            orchestrator: orchestrator(state.plan),
            portfolios: answers,
            engine: try await EngineAnswer(
                at: now,
                silence: health.limits.scheduler,
                engine: store.engine,
                portfolio: store.portfolio
            )
        ).json
    }

    private func people() async throws -> JSON {
        var people = try await store.people.all()
        for id in appointed where !people.contains(where: { $0.id == id }) {
            people.append(Person(id: id, name: "\(id)", role: .admin))
        }
        return [
            "people": .array(
                people.map { person in
                    let isAppointed = appointed.contains(person.id)
                    return [
                        "id": .int(person.id), "name": .string(person.name),
                        "role": .string((isAppointed ? Role.admin : person.role).rawValue),
                        "by_configuration": .bool(isAppointed), "by_group": .bool(person.isOfGroup && !isAppointed),
                    ]
                }
            )
        ]
    }

    // MARK: Shapes

    static let heartbeat = APISchema.object([
        "process": .choice(ProcessName.allCases.map(\.rawValue)),
        "state": .choice(ProcessState.allCases.map(\.rawValue)),
        "at": .instant, "detail": .string,
    ])
    static let outbox = APISchema.object([
        "queued": .integer, "sending": .integer, "dead": .integer, "oldest": .instant.orNull,
    ])
    private static let status = APISchema.object(
        [
            "time": .instant, "configuration": .map(.object(["value": .string.orNull, "origin": .string])),
            "orchestrator": .any, "portfolio": .any, "engine": .any, "heartbeats": .array(heartbeat),
            "jobs": .array(JobEndpoints.plan),
            "alerts": .array(AlertEndpoints.summary), "outbox": outbox,
        ],
        optional: ["portfolio", "engine", "heartbeats", "jobs", "alerts", "outbox"]
    )
    private static let health = APISchema.object([
        "time": .instant, "healthy": .boolean,
        "complaints": .array(.object(["text": .string, "stops_work": .boolean])), "heartbeats": .array(heartbeat),
        "outbox": outbox,
    ])
    private static let configuration = APISchema.object([
        "keys": .array(
            .object([
                "key": .string, "environment": .string, "value": .string.orNull, "default": .string.orNull,
                "origin": .string, "allowed": .string, "meaning": .string, "secret": .boolean,
            ])
        )
    ])
    private static let people = APISchema.object([
        "people": .array(
            .object([
                "id": .integer, "name": .string, "role": role, "by_configuration": .boolean, "by_group": .boolean,
            ])
        )
    ])
    static let role = APISchema.choice(Role.allCases.map(\.rawValue))
    private static let me = APISchema.object([
        "id": .integer, "name": .string, "role": role, "key": .choice(["token", "session"]), "expires_at": .instant,
    ])
}
