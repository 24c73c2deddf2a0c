import Bot
import Market
import Operations
import Platform
import Store
import TestKit

extension BotService {
    /// A service all of whose times are the test's, with retries in the middle of their spread.
    static func onTestClock(
        _ clock: ManualClock,
        _ store: StateStore,
        _ client: TelegramClient,
        plots: any PlotRenderer = NoPlots(),
        options: BotOptions
    ) -> BotService {
        BotService(
            store: OperationsStore(store),
            calendars: CalendarCache(store: store.calendar),
            poll: client,
            send: client,
            plots: plots,
            clock: clock,
            pollClock: clock,
            options: options,
            log: Log(component: "test", threshold: .critical, clock: clock),
            jitter: { 0.5 }
        )
    }
}

extension BotOptions {
    /// Who has which role is said by each test; GroupRolesTests turn on what the group says.
    static func forTests(group: Int64, admins: [Int64] = [], folder: TemporaryFolder) -> BotOptions {
        var options = BotOptions()
        options.group = group
        options.admins = admins
        options.plotsFolder = folder.path + "/plots"
        options.groupRoles = false
        return options
    }
}
