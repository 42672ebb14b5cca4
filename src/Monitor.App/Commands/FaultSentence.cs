using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Monitor.Core;
using Monitor.Core.Pipelines;

namespace Monitor.App.Commands;

/// <summary>What a fault that ended a command is told as: one sentence for a person, with what to do next, and no stack trace. MONITOR_TRACE=1 shows that too.</summary>
internal static class FaultSentence
{
    private const int Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    public static (int ExitCode, string Sentence) Of(Exception fault)
    {
        var (code, sentence) = Inner(fault).Select(Known).FirstOrDefault(known => known.Sentence is not null);
        sentence ??= $"The program met a fault that it does not know: {fault.GetType().Name}: {LogText.Clean(fault.Message)} What was written before is kept. Run it once more with MONITOR_TRACE=1 and report what it says.";
        var trace = Environment.GetEnvironmentVariable("MONITOR_TRACE") == "1" ? Environment.NewLine + fault : "";
        return (code == 0 ? ExitCodes.Fault : code, sentence + trace);
    }

    private static (int Code, string? Sentence) Known(Exception fault) => fault switch
    {
        UsageException or PipelineException => (ExitCodes.Usage, fault.Message),
        OptionsValidationException options => (ExitCodes.Usage, "The settings cannot be used: " + string.Join(" ", options.Failures)),
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => (ExitCodes.Fault, "The database is damaged and was left as it is. Copy the whole data folder aside, then take monitor.db (or accounts.db) from the last backup: docs/operations.md, \"Backup\"."),
        SqliteException { SqliteErrorCode: Full } => (ExitCodes.Fault, "The disk is full: the database could not be written. Make room and start again; nothing that was written is lost."),
        _ when HasNoDescriptors(fault) => (ExitCodes.Fault, OpenFiles.HowToRaise),
        SqliteException { SqliteErrorCode: CannotOpen } => (ExitCodes.Fault, "The database cannot be opened. See whether its folder belongs to this user, and whether the disk answers."),
        IOException or UnauthorizedAccessException => (ExitCodes.Fault, $"The machine did not let it: {fault.Message}"),
        _ => (0, null),
    };

    /// <summary>The runtime tells a lack of descriptors in several ways; all say so in words.</summary>
    private static bool HasNoDescriptors(Exception fault) => fault.Message.Contains("Too many open files", StringComparison.Ordinal) || fault.Message.Contains("user limit", StringComparison.Ordinal);

    private static IEnumerable<Exception> Inner(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException) yield return fault;
    }
}
