namespace Monitor.Core.Pipelines;

/// <summary>A pipeline file that cannot be used: every error with file and line, in one message.</summary>
public sealed class PipelineException(IReadOnlyList<string> errors) : Exception(string.Join('\n', errors))
{
    /// <summary>One "FILE:LINE: what is wrong and what is expected" an entry.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
