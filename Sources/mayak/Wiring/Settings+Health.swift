import Bot
import Market
import Monitor
import Operations
import Platform

extension Settings {
    /// When a part of the product counts as ill, for processes that live by this clock.
    func healthLimits(_ clock: any MarketClock) -> HealthLimits {
        HealthLimits(
            health,
            interval: monitor.interval,
            pollTimeout: telegram.pollTimeout,
            speed: clock.speedUp
        )
    }
}
