extension Schema {
    /// Whether a process ended because somebody wanted that was a word in the detail before.
    static let processStates = """
        ALTER TABLE heartbeats ADD COLUMN state TEXT NOT NULL DEFAULT 'running';
        UPDATE heartbeats SET state = 'stopped', detail = '' WHERE detail = 'stopped';
        """
}
