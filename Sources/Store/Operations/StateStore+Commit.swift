import Market
import Platform

extension StateStore {
    /// Writes a batch in one transaction: all of it becomes visible at once, or none.
    ///
    /// What says so is idempotent: drafts by their key, slots by their label, alerts by their id, updates by theirs.
    @discardableResult
    package func commit(_ batch: StoreBatch) throws -> StoreReceipt {
        let now = clock.now
        return try write { database in
            var receipt = StoreReceipt()
            // The closed ones first, because only one alert of a key may be open.
            for alert in batch.alerts where !alert.state.isOpen { try database.save(alert, at: now) }
            for alert in batch.alerts where alert.state.isOpen { try database.save(alert, at: now) }
            for silence in batch.silences { receipt.silences.append(try database.save(silence)) }
            for slot in batch.slots { try database.save(slot) }
            for secids in batch.secids { try database.save(secids) }
            for quiet in batch.quietSlots { try database.save(quiet) }
            for check in batch.hi2Checks { try database.save(check) }
            if let run = batch.finishedRun { try database.save(run) }
            for run in batch.skippedRuns { try database.saveIfNew(run) }
            for (job, nominal) in batch.highWater.sorted(by: { $0.key < $1.key }) {
                try database.saveHighWater(job, nominal)
            }
            for draft in batch.newCommands { receipt.commands.append(try database.post(draft, at: now)) }
            for finished in batch.finishedCommands { try database.finish(finished, at: now) }
            for statement in batch.calendarEdits { receipt.calendarEdits.append(try database.edit(statement)) }
            for entry in batch.audit { receipt.audit.append(try database.append(entry)) }
            for (key, value) in batch.settings.sorted(by: { $0.key < $1.key }) {
                try database.saveSetting(key, value)
            }
            for message in batch.livingMessages { try database.save(message) }
            for confirmation in batch.confirmations { try database.save(confirmation) }
            for attempts in batch.refusals { try database.save(attempts) }
            for (id, result) in batch.finishedAudits.sorted(by: { $0.key < $1.key }) {
                _ = try database.finishAudit(id, result: result)
            }
            let drafts = try batch.drafts.map { try database.enqueue($0, at: now) }
            receipt.outbox = drafts.compactMap(\.self)
            for place in batch.leftScreens { try database.leaveScreen(chat: place.chat, message: place.message) }
            for id in batch.endedFollowUps { try database.endFollowUp(id) }
            for record in batch.changedFollowUps { try database.update(record) }
            for draft in batch.followUps {
                try database.save(draft, commands: receipt.commands, audit: receipt.audit, drafts: drafts)
            }
            for update in batch.handledUpdates { try database.save(update, at: now) }
            return receipt
        }
    }
}
