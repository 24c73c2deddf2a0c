import Bot
import Market
import Monitor
import Operations
import Platform

extension Settings {
    /// When a part of the product counts as ill, for processes that live by this clock.
    func healthLimits(_ clock: any MarketClock) -> HealthLimits {
        HealthLimits(
            interval: monitor.interval,
            pollTimeout: telegram.pollTimeout,
            speed: (clock as? ScaledClock)?.anchor.speed ?? 1
        )
    }
}
