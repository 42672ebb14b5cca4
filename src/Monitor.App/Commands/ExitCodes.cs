namespace Monitor.App.Commands;

/// <summary>Exit codes of every command.</summary>
public static class ExitCodes
{
    public const int Done = 0;

    /// <summary>A fault of ours, or of the machine.</summary>
    public const int Fault = 1;

    /// <summary>The input was refused, or something that was checked is not as it should be.</summary>
    public const int Failed = 2;

    /// <summary>The command line is wrong (EX_USAGE of sysexits).</summary>
    public const int Usage = 64;
}
