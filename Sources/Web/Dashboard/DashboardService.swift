import Market
import Operations
import Platform
import Store

/// The web side of the desk on one port: the dashboard's files, the API, metrics and health.
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
    package init(host: String, port: UInt16, folder: String, desk: WebDesk, version: String, publicName: String? = nil)
        throws
    {
        let hub = EventHub(store: desk.store)
        let api = ControlAPI(desk, routes: APIRoutes.all(desk, hub: hub, version: version))
        let probes = ProbeEndpoints(desk: desk)
        let page = DashboardFiles(folder: folder, charts: DashboardOptions.charts)
        let isLoopback = ["127.0.0.1", "::1", "localhost"].contains(host)
        let routes = RouteTable<WebHandler>(
            probes.routes + [
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
    static func all(_ desk: WebDesk, hub: EventHub, version: String) -> [APIRoute] {
        var routes =
            StatusEndpoints(desk: desk).routes + JobEndpoints(desk: desk).routes + AlertEndpoints(desk: desk).routes
        routes += FeedEndpoints(desk: desk).routes + CalendarEndpoints(desk: desk).routes
        routes += PortfolioEndpoints(desk: desk).routes + AuditEndpoints(desk: desk).routes
        routes += ReportEndpoints(desk: desk).routes
        routes += EventEndpoints(hub: hub).routes + SessionEndpoints(desk: desk).routes
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
