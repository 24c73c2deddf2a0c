import Engine
import Platform
import TestKit

extension LiveSurroundings {
    /// Of a test: on paper, silent, and on a machine of which nothing is known, since one that is busy with tests must not be why nothing is traded.
    init(_ inbox: LiveInbox, _ clock: ManualClock) {
        self.init(inbox: inbox, clock: clock, log: Log(component: "test", threshold: .critical, clock: clock))
        timer = clock
        machine = MachineReadings(root: "/nonexistent")
    }
}
