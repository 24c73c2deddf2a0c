/// How a paper venue behaves.
package struct PaperOptions: Sendable {
    /// Default: only trades move an order up.
    package var queue = QueueModel.conservative
    /// Default: everything takes no time.
    package var latency = LatencyModel.none
    /// Default: trading is free.
    package var fees = FeeSchedule.none
    /// Default: always open.
    package var phases = PhaseSchedule.always
    /// Orders that may rest in one instrument, so that a strategy gone wild fills no memory; default 1,000.
    package var mostResting = 1_000
    /// Ended orders that a question or a repeated name still finds; default 4,096.
    package var mostRemembered = 4_096

    package init() {}
}
