/// The files that `mayak init-config` writes.
enum ConfigurationTemplate {
    /// Everything remote is the sandbox on this machine.
    static func sandbox(port: Int) -> String {
        let address = "http://127.0.0.1:\(port)"
        return """
            # Mayak against the embedded sandbox: no account anywhere is needed, and nothing leaves this machine.
            # All keys: docs/configuration.md. Start with `make run`, or `mayak sandbox`, `mayak scheduler` and `mayak bot`.
            clock: \(address)/sandbox/clock  # the three processes share the sandbox's clock
            sandbox:
              port: \(port)
            telegram:
              token: "7000000001:sandbox"
              group_chat: -1001234500001
              admins: [1001]
              base_url: \(address)
            moex:
              api_key: sandbox
              base_url: \(address)
              public_base_url: \(address)
              passport_base_url: \(address)
              rate: 50  # the sandbox does not mind, and its clock runs fast
            krx:  # for ORCHESTRATOR_MARKET=KRX
              base_url: \(address)
              login: sandbox
              password: sandbox
              spacing: 0
            broker:  # docs/broker.md
              token: t.sandbox
              base_url: \(address)
            orchestrator:
              history_days: 30  # the sandbox makes each day up when it is asked for
            store:
              path: runtime/sandbox.db

            """
    }

    /// The real services.
    static let production = """
        # Mayak against the real services. All keys: docs/configuration.md.
        # Secrets belong into the environment or .env (TELEGRAM_BOT_TOKEN, MOEX_API_KEY or MOEX_PASSPORT_LOGIN and
        # MOEX_PASSPORT_PASSWORD), or here as "enc:…" with MAYAK_KEY_FILE: see `mayak keygen` and `mayak encrypt`.
        language: ru
        telegram:
          group_chat:       # the team's chat; send /info there to learn its id
          escalation_chat:  # who hears of critical alerts that nobody takes
          admins: []        # numeric user ids; /info tells yours
        monitor:
          delay: 600        # seconds
          interval: 5       # minutes
        calendar:
          profile: exchange # classic pins the session times of mid-2024
        reports:
          hi2_time: "19:01"
          hi2_recheck_time: "19:30"
          plots_time: "19:02"
          day_time: "19:03"
        store:
          path: runtime/mayak.db

        """
}
