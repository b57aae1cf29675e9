use run_host::{HostError, RunQuery};

use crate::support::{file, host, request};

#[tokio::test]
async fn a_broken_routine_is_refused_with_every_reason_and_leaves_nothing() {
    let host = host();
    let broken = file(
        r#"<process id="P" isExecutable="true"><startEvent id="S"/><userTask id="T"/>
           <sequenceFlow id="F1" sourceRef="S" targetRef="nowhere"/>
           <sequenceFlow id="F2" sourceRef="nothing" targetRef="T"/></process>"#,
    );
    let Err(HostError::Unusable(obstacles)) = host.start(request(broken)).await else { panic!("it must be refused") };
    assert!(obstacles.len() >= 2, "both flows lead nowhere: {obstacles:?}");
    assert!(obstacles.iter().all(|obstacle| obstacle.position.is_some()), "{obstacles:?}");
    assert_eq!(host.list(RunQuery::default()).await.unwrap().total, 0);
}
