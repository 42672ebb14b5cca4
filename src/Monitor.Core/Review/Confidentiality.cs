namespace Monitor.Core.Review;

/// <summary>Who may know of a person, an act, a tag or an incident. The number is the clearance that a viewer needs; rows keep the number, so that databases can compare it.</summary>
public enum Confidentiality
{
    /// <summary>Everybody who reads cases.</summary>
    Public = 0,

    /// <summary>Analysts.</summary>
    Restricted = 1,

    /// <summary>Leads, and in no export.</summary>
    Withheld = 2,
}

/// <summary>How sure it is.</summary>
public enum Certainty { Possible, Probable, Confirmed }
