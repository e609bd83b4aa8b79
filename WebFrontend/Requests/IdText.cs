namespace OrleansJobs.WebFrontend.Requests;

/// <summary>Ids as callers write them. An id has one spelling only.</summary>
internal static class IdText
{
    /// <summary>Null: the text is none.</summary>
    public static Guid? Read(string? text) => Guid.TryParseExact(text, "D", out var id) ? id : null;
}
