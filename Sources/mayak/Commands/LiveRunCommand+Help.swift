import Platform

extension LiveRunCommand {
    static let spec = CommandSpec(
        "run",
        summary: "Trade a plan on the broker's live market data, on paper or for real",
        details: """
            CONFIG is that of mayak backtest, YAML or JSON, with section system beside it:

              strategy: {name: imbalance_threshold, depth: 5, enter: 0.6, exit: 0.1}
              instruments: {SBER: {lot: 1, price_step: 0.01}}
              system: {mode: forward-test, checkpoint_interval_seconds: 300}

            Market data needs the broker's token (TINVEST_TOKEN; docs/broker.md says where to get it). Orders stay on paper, against the live
            book, unless --no-dry-run is given, the plan says system.mode: production and system.live: confirmed, and the token may
            trade on an account.

            Journal and checkpoints are below --data, a folder for paper and one for each account. A start goes on from them: orders whose
            end is not known are asked for, never sent again. The first signal to stop takes resting orders away; positions stay.

            Where there is a store and the scheduler trades no plan of its own (engine.plan), status, chat and page show what it does, and /halt holds
            for it; half, close, flatten and resume are asked of it by mayak override.

            Exit 78: the plan or section broker is wrong, or orders for real money are not confirmed; 1: the journal cannot be written.

            mayak run plan.yaml
            mayak run plan.yaml --no-dry-run
            """,
        positionals: [PositionalSpec("CONFIG", "Strategy, instruments, limits")],
        options: [
            .value("data", "DIR", "Where journals and checkpoints are kept", default: "runtime/engine"),
            .flag("dry-run", "Keep orders on paper (the default)", negatable: true),
        ] + Settings.options
    )
}
