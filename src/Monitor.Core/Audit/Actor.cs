namespace Monitor.Core.Audit;

/// <summary>Who does something: the id of an account. The archive knows no names of its users.</summary>
public sealed record Actor(string Id)
{
    /// <summary>The program itself, at the word of whoever owns the data folder.</summary>
    public static readonly Actor Owner = new("owner");
}
