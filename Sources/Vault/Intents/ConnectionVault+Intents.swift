extension ConnectionVault {
    /// Where a run writes down what it is about to spend.
    package func intentJournal() -> IntentJournal {
        IntentJournal(directory: directory, files: files)
    }
}
