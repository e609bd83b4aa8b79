using Orleans;
using Orleans.Runtime;

namespace OrleansJobs.Silo.Embedded;

/// <summary>A grain's handle of one registration: the row it means, by its etag.</summary>
internal sealed record ReminderHandle(GrainId GrainId, string ReminderName, string ETag) : IGrainReminder
{
    public static ReminderHandle Of(ReminderEntry row) => new(row.GrainId, row.ReminderName, row.ETag!);
}
