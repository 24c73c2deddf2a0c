package import Market
package import Operations
package import Platform
package import Store

/// What the web side is made of: whom it asks, and what the process that serves it knows.
package struct WebDesk: Sendable {
    package let store: OperationsStore
    package let clock: any MarketClock
    package let limits: HealthLimits
    package let feedLimits: FeedLimits
    package let calendars: CalendarCache
    /// Every key of the configuration, secrets masked.
    package let configuration: [ConfigurationReader.Shown]
    /// The trading jobs as they are configured, by what the scheduler has planned.
    package let orchestrator: @Sendable ([JobPlan]) -> JSON
    /// Of the trading jobs, the first market's first; never empty.
    package let portfolios: [PortfolioKey]
    /// Admins by configuration.
    package let appointed: [Int64]
    package let plots: (any PlotService)?
    package let reports: (any ReportService)?
    package let metrics: MetricsRegistry
    /// See `ProductHealth.init(of:limits:at:startedAnew:)`.
    package let startedAnew: Bool
    /// What the store tells, as metrics; nil where another process shows it.
    let readings: DeskReadings?

    /// - Parameter showsStore: whether this process's metrics have what the store tells.
    package init(
        store: OperationsStore,
        clock: any MarketClock,
        limits: HealthLimits,
        feedLimits: FeedLimits,
        calendars: CalendarCache,
        configuration: [ConfigurationReader.Shown] = [],
        orchestrator: @escaping @Sendable ([JobPlan]) -> JSON = { _ in .null },
        portfolios: [PortfolioKey] = [.usual],
        appointed: [Int64] = [],
        plots: (any PlotService)? = nil,
        reports: (any ReportService)? = nil,
        metrics: MetricsRegistry,
        startedAnew: Bool = false,
        showsStore: Bool = true
    ) {
        self.store = store
        self.clock = clock
        self.limits = limits
        self.feedLimits = feedLimits
        self.calendars = calendars
        self.configuration = configuration
        self.orchestrator = orchestrator
        self.portfolios = portfolios.isEmpty ? [.usual] : portfolios
        self.appointed = appointed
        self.plots = plots
        self.reports = reports
        self.metrics = metrics
        self.startedAnew = startedAnew
        readings = showsStore ? DeskReadings(metrics) : nil
    }

    /// The first market's.
    package var portfolio: PortfolioKey { portfolios[0] }

    /// Whether the product works now.
    func health() async throws -> ProductHealth {
        try await ProductHealth(of: store, limits: limits, at: clock.now, startedAnew: startedAnew)
    }
}
