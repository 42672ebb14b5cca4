namespace Monitor.App.Accounts;

/// <summary>What an account may do; roles combine.</summary>
public static class Roles
{
    /// <summary>Reads public cases and exports.</summary>
    public const string Reader = "reader";

    /// <summary>Reads, reviews and tags, and sees what is restricted.</summary>
    public const string Analyst = "analyst";

    /// <summary>Does what an analyst does, sees what is withheld, merges persons.</summary>
    public const string Lead = "lead";

    /// <summary>Reads the audit, and nothing else.</summary>
    public const string Auditor = "auditor";

    /// <summary>Channels, users, jobs and health; no content of cases.</summary>
    public const string Administrator = "administrator";

    public static IReadOnlyList<string> All { get; } = [Reader, Analyst, Lead, Auditor, Administrator];
}
