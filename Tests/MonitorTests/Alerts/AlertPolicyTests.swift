import Store
import Testing

@testable import Monitor

@Suite("Alert policies")
struct AlertPolicyTests {
    @Test("every rule has its policy in one family, and no family speaks of a rule that does not exist")
    func complete() {
        let rules: [AlertRule] = RuleFamilies.all.flatMap { family in Array(family.policies.keys) }
        #expect(Set(rules) == Set(AlertRule.allCases))
        #expect(rules.count == AlertRule.allCases.count)
    }

    @Test("what looks beside the feeds is asked to look again by itself")
    func standing() async throws {
        try await withRig("10:00:00") { rig in
            let checks = StandingChecks.all(
                processes: rig.store.processes,
                jobs: rig.store.jobs,
                settings: rig.store.settings,
                storePath: rig.path,
                exchange: try rig.exchange,
                calendars: try rig.calendars,
                clock: rig.clock,
                options: MonitorOptions()
            )
            #expect(checks.count == 4)
            for check in checks {
                guard let family = type(of: check) as? any RuleFamily.Type else {
                    Issue.record("\(check) looks for no rule")
                    continue
                }
                let policies: [AlertRule: AlertPolicy] = family.policies
                for (rule, policy) in policies { #expect(policy.recheck == .watch, "\(rule)") }
            }
        }
    }

    @Test("a rule that only another version knows is treated like a plain one")
    func unknown() {
        #expect(AlertPolicy.of(AlertRule(rawValue: "moon_phase")) == AlertPolicy())
    }

    @Test("what hides a rule is told before it")
    func ranks() {
        for (cause, policy) in RuleFamilies.policies {
            for rule in policy.hides.rules where rule != cause {
                #expect(policy.causeRank.rawValue <= AlertPolicy.of(rule).causeRank.rawValue, "\(cause) and \(rule)")
            }
        }
    }
}
