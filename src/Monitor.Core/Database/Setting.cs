using System.ComponentModel.DataAnnotations;

namespace Monitor.Core.Database;

/// <summary>A value that the installation keeps for itself.</summary>
public sealed class Setting
{
    [Key, MaxLength(64)] public string Key { get; set; } = "";

    public string Value { get; set; } = "";
}
