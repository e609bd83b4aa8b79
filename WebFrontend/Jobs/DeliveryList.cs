namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>How somebody is told of the ends of a job.</summary>
/// <param name="Deliveries">One for each end, the latest first, at most 20.</param>
public sealed record DeliveryList(ImmutableArray<JobDelivery> Deliveries);
