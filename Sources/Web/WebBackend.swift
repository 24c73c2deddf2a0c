package import Market
package import Operations
package import Platform
package import Store

/// What stands behind the web side: whom it asks, and what the process that serves it knows.
///
/// The services take it apart: each group of endpoints is given what it uses.
package struct WebBackend: Sendable {
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
    /// How long a request waits for the scheduler's answer, in real time; default 5 s.
    package let commandPatience: Duration
    /// What the store tells, as metrics; nil where another process shows it.
    let gauges: StoreGauges?

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
        commandPatience: Duration = .seconds(5),
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
        self.commandPatience = commandPatience
        gauges =
            showsStore
            ? StoreGauges(
                metrics,
                store: store,
                clock: clock,
                calendars: calendars,
                limits: feedLimits,
                portfolios: self.portfolios
            ) : nil
    }

    var health: HealthQuestion {
        HealthQuestion(store: store, limits: limits, clock: clock, startedAnew: startedAnew)
    }

    var probes: ProbeEndpoints {
        ProbeEndpoints(store: store, health: health, metrics: metrics, gauges: gauges)
    }

    var commands: PostedCommand {
        PostedCommand(
            store: store,
            schedulerSilence: limits.scheduler,
            startedAnew: startedAnew,
            patience: commandPatience
        )
    }
}

/// Whether the product works, to be asked again and again.
struct HealthQuestion: Sendable {
    let store: OperationsStore
    let limits: HealthLimits
    let clock: any MarketClock
    /// See `ProductHealth.init(of:limits:at:startedAnew:)`.
    let startedAnew: Bool

    func answer() async throws -> ProductHealth {
        try await ProductHealth(of: store, limits: limits, at: clock.now, startedAnew: startedAnew)
    }
}
