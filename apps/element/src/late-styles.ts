// The look of what comes late: a chunk of its own, as that is.
import styles from './styles/late.css?inline';

export { styles };
