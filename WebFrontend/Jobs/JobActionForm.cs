using Microsoft.Extensions.Primitives;
using OrleansJobs.Grains.Jobs.Actions;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The body of an action on many jobs.</summary>
/// <param name="Action">What is done to each.</param>
/// <param name="Filter">To which jobs: members have names and values of the query string of the list. Without members, to all that there are.</param>
/// <param name="DryRun">Whether they are only counted.</param>
public sealed record JobActionRequest(JobAction Action, JobFilter Filter, bool DryRun = false);

/// <summary>How it is read. The filter is read as a query string is: so both mean the same.</summary>
internal sealed class JobActionForm : IBodyForm<JobActionRequest>
{
    public static string Example => """{"action": "retry", "filter": {"state": "failed", "kind": "sleep", "createdFrom": "2026-01-31T12:00:00Z"}, "dryRun": true}""";

    public static JobActionRequest Read(FieldReader fields) => new(
        fields.RequiredOneOf<JobAction>("action"),
        fields.RequiredNested("filter") is { } filter ? ReadFilter(filter) : new JobFilter(),
        fields.Flag("dryRun") ?? false);

    private static JobFilter ReadFilter(FieldReader fields)
    {
        var texts = fields.Names.Select(name => (Name: name, Text: fields.Text(name))).Where(member => member.Text is not null);
        var query = new QueryReader(new QueryCollection(texts.ToDictionary(member => member.Name, member => new StringValues(member.Text), StringComparer.Ordinal)));
        var filter = JobListQuery.ReadFilter(query);
        query.RefuseOthers();
        foreach (var fault in query.Faults) fields.Fault(fault.Field, fault.Message);
        return filter;
    }
}
