import Market
import Operations
import Platform
import Store

/// The web side on one port: the dashboard's files, the API, metrics and health.
package struct DashboardService: Service {
    private let server: WebServer
    private let hub: EventHub
    /// The port listened on.
    package var port: UInt16 { server.port }

    /// Starts listening.
    ///
    /// - Parameters:
    ///   - port: 0 lets the system choose.
    ///   - folder: of the page's files; need not exist.
    ///   - version: of the product, for the API's description.
    ///   - publicName: the name under which a proxy before it is reached.
    /// - Throws: `WebServerError`, as where the port is taken.
    package init(
        host: String,
        port: UInt16,
        folder: String,
        backend: WebBackend,
        version: String,
        publicName: String? = nil
    ) throws {
        let hub = EventHub(store: backend.store)
        let api = ControlAPI(
            store: backend.store,
            clock: backend.clock,
            appointed: backend.appointed,
            routes: APIRoutes.all(backend, hub: hub, version: version)
        )
        let page = DashboardFiles(folder: folder, charts: DashboardOptions.charts)
        let isLoopback = ["127.0.0.1", "::1", "localhost"].contains(host)
        let routes = RouteTable<WebHandler>(
            backend.probes.routes + [
                .any("/api/{path...}") { request, _ in await api.respond(to: request) },
                .get("/{path...}") { request, path in page.response(to: request, for: path.text("path")) },
            ]
        )
        self.hub = hub
        server = try WebServer(host: host, port: port, maximumBodyBytes: ControlAPI.largestBody) { request in
            guard RequestOrigin(request).isOurs(isLoopback: isLoopback, publicName: publicName) else {
                return Problem(.foreignOrigin, "this server is asked for as localhost or 127.0.0.1").response
            }
            return await routes.respond(to: request)
        }
    }

    /// Serves until it is cancelled.
    package func run() async throws {
        do {
            try await hub.run()
        } catch {
            await server.stop()
            throw error
        }
    }
}

/// Every route of the API, in the order of its description.
enum APIRoutes {
    static func all(_ backend: WebBackend, hub: EventHub, version: String) -> [APIRoute] {
        let (store, commands) = (backend.store, backend.commands)
        let parts: [[APIRoute]] = [
            StatusEndpoints(
                store: store,
                health: backend.health,
                configuration: backend.configuration,
                orchestrator: backend.orchestrator,
                portfolios: backend.portfolios,
                appointed: backend.appointed
            ).routes,
            JobEndpoints(store: store.jobs, commands: commands).routes,
            AlertEndpoints(store: store.alerts, commands: commands).routes,
            FeedEndpoints(
                feeds: store.feeds,
                limits: backend.feedLimits,
                calendars: backend.calendars,
                plots: backend.plots
            ).routes,
            CalendarEndpoints(store: store, calendars: backend.calendars).routes,
            PortfolioEndpoints(store: store.portfolio, portfolios: backend.portfolios).routes,
            EngineEndpoints(store: store, commands: commands, silence: backend.limits.scheduler).routes,
            AuditEndpoints(audit: store.audit).routes,
            ReportEndpoints(reports: backend.reports).routes,
            EventEndpoints(hub: hub).routes,
            SessionEndpoints(store: store, clock: backend.clock, appointed: backend.appointed).routes,
        ]
        var routes = parts.flatMap(\.self)
        let described = OpenAPIDocument(routes: routes, version: version).json
        routes.append(
            .get(
                "/api/openapi.json",
                "status",
                "This description",
                role: nil,
                answer: .json(.any)
            ) { _ in .json(described) }
        )
        return routes
    }
}
