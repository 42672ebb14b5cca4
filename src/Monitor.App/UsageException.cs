namespace Monitor.App;

/// <summary>Something that the person at the command line has to change; told in one line, without a stack trace.</summary>
public sealed class UsageException(string message) : Exception(message);
